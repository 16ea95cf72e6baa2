//! 把生成的 schema 改成编辑器好懂的样子。

use schemars::Schema;
use serde_json::{Map, Value, json};

/// TOML 没有空值：可以不写的键不是“可以为 null”。
pub(super) fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|one| one != "null");
        if let [one] = &types[..] {
            let one = one.clone();
            schema.insert("type".to_owned(), one);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|one| one != "null"));
        if let [Value::Object(one)] = &choices[..] {
            let one = one.clone();
            schema.remove("anyOf");
            fill(schema, one);
        }
    }
}

/// 几个固定写法：`oneOf` 里各有说明的，合成一个 `enum`，说明写在一处。
pub(super) fn listed_choices(schema: &mut Schema) {
    let Some(Value::Array(choices)) = schema.get("oneOf") else { return };
    let text = |choice: &Value, key: &str| choice.get(key).and_then(Value::as_str).map(str::to_owned);
    let listed: Option<Vec<(String, String)>> =
        choices.iter().map(|one| Some((text(one, "const")?, text(one, "description")?))).collect();
    let Some(listed) = listed else { return };
    let lines: Vec<String> = listed.iter().map(|(name, about)| format!("- `{name}` {about}")).collect();
    let head = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let description = format!("{head}\n\n{}", lines.join("\n"));
    let (names, abouts): (Vec<String>, Vec<String>) = listed.into_iter().unzip();
    schema.remove("oneOf");
    schema.insert("type".to_owned(), json!("string"));
    schema.insert("enum".to_owned(), json!(names));
    schema.insert("description".to_owned(), json!(description));
    schema.insert("x-taplo".to_owned(), json!({ "docs": { "enumValues": abouts } }));
}

/// 添上没有的键，已有的不动。
fn fill(schema: &mut Schema, from: Map<String, Value>) {
    let object = schema.ensure_object();
    for (key, value) in from {
        object.entry(key).or_insert(value);
    }
}
