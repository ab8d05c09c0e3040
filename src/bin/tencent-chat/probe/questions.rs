//! The questions, in an order that needs few calls.

use serde_json::{Value, json};
use tencent_chat::Operation;

use super::service::{Service, list};
use super::{Arguments, Finding, answers};
use crate::contract::List;
use crate::failure::Failure;
use crate::lists::position_json;
use crate::time;
use crate::wire::{Answer, Without};

/// Longest list that is read to its end, in pages.
const PAGES: usize = 25;

/// A list that was read.
struct Whole {
    /// Every page, the last one too if the list is not too long.
    pages: Vec<Answer>,
    ended: bool,
}

/// Asks everything that the arguments allow to ask.
pub(super) async fn ask(service: &mut Service, arguments: &Arguments) -> Result<Vec<Finding>, Failure> {
    let bans = list(Operation::GetGroupBanMember);
    let group = json!({ "GroupId": arguments.group });
    let whole = read(service, bans, &group).await?;
    let first = &whole.pages[0];
    let mut findings = vec![answers::content_type(first), answers::error_info(first)];
    findings.push(last_page(bans, &whole));
    findings.push(ended_bans(bans, &whole, arguments.ended.as_deref()));

    let most = bans.most;
    let page = |limit: u32, offset: u64| with(&group, &[("Limit", json!(limit)), ("Offset", json!(offset))]);
    let behind = service.ask(bans, &page(most, 1_000_000_000), "far behind the end").await?;
    findings.push(answers::empty_list(&behind, behind.body.get(bans.items)));
    let large = service.ask(bans, &page(most + 1, 0), "a page larger than the limit").await?;
    findings.push(answers::over_limit(&large, members(bans, &large).len(), most));
    let unsized_page = service.ask(bans, &with(&group, &[("Offset", json!(0))]), "no page size").await?;
    let size = format!("without Limit: {}, {} members", unsized_page.said(), members(bans, &unsized_page).len());
    findings.push(Finding::fact("The page size may be left out", unsized_page.is_ok(), size));

    let body = page(1, 0).to_string();
    let bare = service.raw(bans.operation, body.clone(), Without::Random, "without random").await?;
    findings.push(answers::demanded("random is demanded", "random_required", &bare));
    let bare = service.raw(bans.operation, body, Without::ContentType, "without contenttype").await?;
    findings.push(answers::demanded("contenttype is demanded", "content_type_required", &bare));
    let broken = service.raw(bans.operation, "{".to_owned(), Without::Nothing, "a body that is no JSON").await?;
    findings.push(answers::broken_json(&broken));
    findings.push(custom_data(service, arguments).await?);
    Ok(findings)
}

/// Reads a list from its beginning as the contract says.
async fn read(service: &mut Service, list: &'static List, named: &Value) -> Result<Whole, Failure> {
    let size = json!(list.most);
    let mut position = position_json(&list.first);
    let end = position.clone();
    let mut whole = Whole { pages: Vec::new(), ended: false };
    while whole.pages.len() < PAGES && service.has_left(20) && !whole.ended {
        let body = with(named, &[("Limit", size.clone()), (list.position.name, position)]);
        let answer = service.ask(list, &body, "the list, page by page").await?;
        if !answer.is_ok() {
            let what = format!("the list cannot be read: {}", answer.said());
            return Err(Failure::failed(what).hint("`tencent-chat doctor --group GROUP_ID` says what is missing"));
        }
        position = answer.body.get(list.next).cloned().unwrap_or_else(|| end.clone());
        whole.ended = position == end;
        whole.pages.push(answer);
    }
    Ok(whole)
}

fn last_page(list: &'static List, whole: &Whole) -> Finding {
    let question = "The page with the last member names a next page, which is empty";
    let (names_next, ends) = (json!("names_next"), json!("ends"));
    let last = whole.pages.last().map_or(0, |page| members(list, page).len());
    match (whole.ended, last, whole.pages.len()) {
        (false, ..) => Finding::unknown(question, format!("the list has more than {} pages", whole.pages.len())),
        (true, 0, 1) => Finding::unknown(question, "the list is empty; ban somebody"),
        (true, 0, _) => Finding::of(question, "last_page", &names_next, names_next.clone(), "the last page was empty"),
        (true, ..) => Finding::of(question, "last_page", &names_next, ends, "the last page had members"),
    }
}

fn ended_bans(list: &'static List, whole: &Whole, ended: Option<&str>) -> Finding {
    let question = "Bans that have ended are still listed";
    let (listed, hidden) = (json!("listed"), json!("hidden"));
    let now = whole.pages[0].date.unwrap_or_else(time::now);
    let all: Vec<&Value> = whole.pages.iter().flat_map(|page| members(list, page)).collect();
    let over = |member: &&&Value| member["BannedUntil"].as_i64().is_some_and(|until| until != 0 && until < now);
    let over = all.iter().filter(over).count();
    if over > 0 {
        return Finding::of(question, "ended_bans", &listed, listed.clone(), format!("{over} of {}", all.len()));
    }
    match ended {
        None => Finding::unknown(question, "none is listed; name an account whose ban has ended with --ended"),
        Some(_) if !whole.ended => Finding::unknown(question, "the list is too long to be read to its end"),
        Some(account) if all.iter().any(|member| member["Member_Account"] == account) => {
            Finding::unknown(question, "the ban of the account that --ended names has not ended")
        }
        Some(_) => Finding::of(question, "ended_bans", &listed, hidden, "the account that --ended names is not listed"),
    }
}

/// When custom data is answered: three calls tell.
async fn custom_data(service: &mut Service, arguments: &Arguments) -> Result<Finding, Failure> {
    let question = "Custom fields are answered if the request filters nothing";
    let (Some(community), Some(group)) = (&arguments.community, &arguments.permission_group) else {
        return Ok(Finding::unknown(question, "name a permission group with --community and --permission-group"));
    };
    let list = list(Operation::GetPermissionGroupMemberList);
    let named = json!({
        "GroupId": community,
        "PermissionGroupId": group,
        "Next": "",
        "Limit": list.most,
    });
    let shows = |answer: &Answer| {
        members(list, answer).iter().any(|m| m["AppMemberDefinedData"].as_array().is_some_and(|data| !data.is_empty()))
    };
    let bare = service.ask(list, &named, "members without any filter").await?;
    if !bare.is_ok() {
        return Ok(Finding::unknown(question, bare.said()));
    }
    let filtered = with(&named, &[("MemberInfoFilter", json!(["Role"]))]);
    let filtered = service.ask(list, &filtered, "members with some standard fields").await?;
    let expected = json!("without_any_filter");
    let found = match (shows(&bare), shows(&filtered)) {
        (true, true) => "always",
        (true, false) => "without_any_filter",
        (false, _) => {
            let Some(key) = &arguments.custom_field else {
                return Ok(Finding::unknown(question, "none came; name one that members have with --custom-field"));
            };
            let asked = with(&named, &[("AppDefinedDataFilter_GroupMember", json!([key]))]);
            let asked = service.ask(list, &asked, "members with a custom field").await?;
            if !shows(&asked) {
                return Ok(Finding::unknown(question, "no member has the field that --custom-field names"));
            }
            "never"
        }
    };
    Ok(Finding::of(question, "custom_data", &expected, json!(found), found.replace('_', " ")))
}

fn with(body: &Value, fields: &[(&str, Value)]) -> Value {
    let mut body = body.clone();
    for (name, value) in fields {
        body[*name] = value.clone();
    }
    body
}

fn members<'a>(list: &'static List, answer: &'a Answer) -> Vec<&'a Value> {
    answer.body[list.items].as_array().into_iter().flatten().collect()
}
