//! 随机的表：行列、跨度、对齐、文字都随机，写成受限 HTML。

use proptest::prelude::*;

/// 格子里的文字：汉字、数、会被当作公式的、要转义的。
fn text() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        "[甲乙丙丁，。]{0,30}",
        "-?[0-9]{1,6}(\\.[0-9]{1,4})?",
        "[=+@-][A-Z0-9()+]{1,8}",
        "[≥≤]?[0-9]{1,3}%",
        "[a-z<>&\"'_x ]{1,12}",
        Just("第一行\n第二行".to_owned()),
    ]
}

/// 一张表：行数、列数，以及每个位置起的格子想占几行几列、对齐、文字。放得下多少占多少。
pub fn table() -> impl Strategy<Value = String> {
    let wish = (1usize..4, 1usize..4, prop::sample::select(vec!["", "num", "center", "left"]), text());
    (1usize..7, 1usize..6, any::<bool>(), any::<bool>()).prop_flat_map(move |(rows, columns, widths, head)| {
        prop::collection::vec(wish.clone(), rows * columns)
            .prop_map(move |wishes| html(rows, columns, widths, head && rows > 1, &wishes))
    })
}

type Wish = (usize, usize, &'static str, String);

fn html(rows: usize, columns: usize, widths: bool, head: bool, wishes: &[Wish]) -> String {
    let mut taken = vec![vec![false; columns]; rows];
    let mut html = String::from("<table>");
    if widths {
        (0..columns).for_each(|column| html += &format!("<col width=\"{}%\"/>", 5 + column * 3));
    }
    let head_rows = usize::from(head);
    for row in 0..rows {
        let end = if row < head_rows { head_rows } else { rows };
        html += if row == 0 && head {
            "<thead>"
        } else if row == head_rows {
            "<tbody>"
        } else {
            ""
        };
        html += "<tr>";
        for column in 0..columns {
            if taken[row][column] {
                continue;
            }
            let (tall, wide, class, text) = &wishes[row * columns + column];
            let wide = (column..columns).take(*wide).take_while(|at| !taken[row][*at]).count();
            let tall = (*tall).min(end - row);
            for line in &mut taken[row..row + tall] {
                line[column..column + wide].fill(true);
            }
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br/>");
            html += &format!("<td rowspan=\"{tall}\" colspan=\"{wide}\" class=\"{class}\">{text}</td>");
        }
        html += "</tr>";
        html += if row + 1 == head_rows {
            "</thead>"
        } else if row + 1 == rows {
            "</tbody>"
        } else {
            ""
        };
    }
    html + "</table>"
}
