//! 把摆好的各页交给 krilla：只有这里把整数换成小数，也只换位置、大小与颜色的深浅。
//!
//! 顺带写上标签：哪些是标题、段落，哪些字是表的哪一行哪一格；框线、页码、底字、重印的表头不算正文。

use super::fonts::Font;
use super::sheet::{Color, Owner, Rule, Sheet, Text};
use super::text::Line;
use super::{BORDER, FOLIO, Length, MARGINS, WATERMARK, aligned, paper};
use crate::diagnostic::{Code, Diagnostic};
use crate::write::{Align, Block, Cell, Form, Grid};
use krilla::Document;
use krilla::color::{luma, rgb};
use krilla::geom::{PathBuilder, Point, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::{GlyphId, KrillaGlyph};
use std::collections::BTreeMap;
use std::num::{NonZeroU16, NonZeroU32};

/// 各块、各格的字在纸上的记号。
type Marks = BTreeMap<Owner, Vec<Identifier>>;

/// 千分之一磅换成磅。纸上的数不超过百万，单精度记得下。
fn points(length: Length) -> f32 {
    length as f32 / 1000.0
}

/// 写成文件。
pub(super) fn write(
    form: &Form,
    sheets: &[Sheet],
    folios: &[Vec<Line>],
    watermark: &[Line],
    fonts: &[Font],
) -> Result<Vec<u8>, Diagnostic> {
    let refuse = |reason: String| Diagnostic::new(Code::E1102, format!("写不成 pdf（{reason}）"));
    let (width, height) = paper(form);
    let mut document = Document::new();
    let mut marks = Marks::new();
    for (sheet, folio) in sheets.iter().zip(folios) {
        let settings = PageSettings::from_wh(points(width), points(height));
        let mut page = document.start_page_with(settings.ok_or_else(|| refuse("纸的大小".into()))?);
        let mut surface = page.surface();
        if let Some(line) = watermark.first() {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Watermark)));
            surface.set_fill(fill(rgb::Color::new(176, 0, 0).into(), 0.12));
            let middle = (points(width) / 2.0, points(height) / 2.0);
            surface.push_transform(&Transform::from_rotate_at(-30.0, middle.0, middle.1));
            draw(
                &mut surface,
                line,
                aligned(Align::Center, 0, width, line.width),
                height / 2 + WATERMARK * 38 / 100,
                WATERMARK,
                fonts,
            );
            surface.pop();
            surface.end_tagged();
        }
        rules(&mut surface, &sheet.rules);
        for group in sheet.texts.chunk_by(|one, other| (one.owner, one.again) == (other.owner, other.again)) {
            texts(&mut surface, group, &mut marks, fonts);
        }
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PageNumber)));
        surface.set_fill(ink(Color::Black));
        for line in folio {
            let x = aligned(Align::Center, 0, width, line.width);
            draw(&mut surface, line, x, height - MARGINS.0 / 2 + FOLIO * 38 / 100, FOLIO, fonts);
        }
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tree(form, marks));
    let title = if form.page.title.is_empty() { "绩效自评表" } else { &form.page.title };
    document.set_metadata(Metadata::new().title(title.to_owned()).language("zh-CN".into()).creator("ziping".into()));
    document.finish().map_err(|error| refuse(format!("{error:?}")))
}

/// 一格或一段在这一页上的几行字。
fn texts(surface: &mut Surface, group: &[Text], marks: &mut Marks, fonts: &[Font]) {
    let Some(first) = group.first() else { return };
    if first.again {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
    } else {
        let mark = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        marks.entry(first.owner).or_default().push(mark);
    }
    for text in group {
        surface.set_fill(ink(text.color));
        draw(surface, text.line, text.x, text.baseline(), text.size, fonts);
    }
    surface.end_tagged();
}

fn draw(surface: &mut Surface, line: &Line, x: Length, baseline: Length, size: Length, fonts: &[Font]) {
    let mut x = x;
    let spread = points(line.spread) / points(size);
    for run in &line.runs {
        let Some(font) = fonts.get(run.font) else { continue };
        let em = font.ink.units_per_em();
        let glyphs: Vec<KrillaGlyph> = run
            .glyphs
            .iter()
            .map(|glyph| {
                let id = GlyphId::new(glyph.id.into());
                KrillaGlyph::new(id, f32::from(glyph.advance) / em + spread, 0.0, 0.0, 0.0, glyph.range.clone(), None)
            })
            .collect();
        let at = Point::from_xy(points(x), points(baseline));
        surface.draw_glyphs(at, &glyphs, font.ink.clone(), &run.text, points(size), false);
        x += run.width + line.spread * Length::try_from(run.glyphs.len()).unwrap_or_default();
    }
}

/// 一页的框线画成一笔。
fn rules(surface: &mut Surface, rules: &[Rule]) {
    let mut path = PathBuilder::new();
    for Rule { from, to } in rules {
        // 横线两头各出半条线，角上才方。
        let out = if from.1 == to.1 { BORDER / 2 } else { 0 };
        path.move_to(points(from.0 - out), points(from.1));
        path.line_to(points(to.0 + out), points(to.1));
    }
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: luma::Color::black().into(), width: points(BORDER), ..Stroke::default() }));
    surface.draw_path(&path);
    surface.set_stroke(None);
    surface.end_tagged();
}

fn ink(color: Color) -> Option<Fill> {
    match color {
        Color::Black => fill(luma::Color::black().into(), 1.0),
        Color::Gray => fill(luma::Color::new(0x55).into(), 1.0),
        Color::Red => fill(rgb::Color::new(0xbb, 0, 0).into(), 1.0),
    }
}

fn fill(paint: krilla::paint::Paint, opacity: f32) -> Option<Fill> {
    Some(Fill { paint, opacity: NormalizedF32::new(opacity)?, ..Fill::default() })
}

/// 标签的树：次序与表样相同。
fn tree(form: &Form, mut marks: Marks) -> TagTree {
    let mut tree = TagTree::new();
    for (block, content) in form.blocks.iter().enumerate() {
        match content {
            Block::Heading { level, .. } => {
                let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
                tree.push(group(Tag::Hn(level, None), Owner { block, cell: None }, &mut marks));
            }
            Block::Paragraph { .. } => tree.push(group(Tag::P, Owner { block, cell: None }, &mut marks)),
            Block::Table(grid) => tree.push(table(grid, block, &mut marks)),
        }
    }
    tree
}

fn table(grid: &Grid, block: usize, marks: &mut Marks) -> TagGroup {
    let mut table = TagGroup::new(Tag::Table);
    let mut index = 0;
    for row in 0..grid.rows {
        let mut line = TagGroup::new(Tag::TR);
        for cell in grid.starting_in(row) {
            let kind = if cell.header { header(cell, row < grid.header_rows) } else { spanned(cell) };
            line.push(group(kind, Owner { block, cell: Some(index) }, marks));
            index += 1;
        }
        table.push(line);
    }
    table
}

fn header(cell: &Cell, of_columns: bool) -> TagKind {
    let scope = if of_columns { TableHeaderScope::Column } else { TableHeaderScope::Row };
    Tag::TH(scope).with_row_span(span(cell.row_span)).with_col_span(span(cell.column_span)).into()
}

fn spanned(cell: &Cell) -> TagKind {
    Tag::TD.with_row_span(span(cell.row_span)).with_col_span(span(cell.column_span)).into()
}

/// 只跨一行一列的不写。
fn span(count: usize) -> Option<NonZeroU32> {
    u32::try_from(count).ok().filter(|count| *count > 1).and_then(NonZeroU32::new)
}

fn group(kind: impl Into<TagKind>, owner: Owner, marks: &mut Marks) -> TagGroup {
    let marks = marks.remove(&owner).unwrap_or_default();
    TagGroup::with_children(kind, marks.into_iter().map(Into::into).collect())
}
