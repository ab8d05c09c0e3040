//! A broken contract fails the build with the place and the rule, never with a panic from inside the generator.

#[path = "../../build/check.rs"]
mod check;
#[path = "../../build/client.rs"]
mod client;
#[path = "../../build/contract.rs"]
mod contract;
#[path = "../../build/operations.rs"]
mod operations;
#[path = "../../build/plain.rs"]
mod plain;
#[path = "../../build/tables.rs"]
mod tables;

use std::panic::catch_unwind;

/// What `build.rs` does with the document, without writing it.
fn build(text: &str) -> Result<(), String> {
    let tree = contract::read(text)?;
    let plain = plain::inline(&tree)?;
    let contract = contract::typed(&plain)?;
    check::contract(&contract)?;
    client::generate(plain, &contract)?;
    operations::generate(&contract)?;
    tables::generate(&contract).map(drop)
}

fn document() -> String {
    std::fs::read_to_string("openapi.yaml").expect("the contract")
}

#[test]
fn the_contract_builds() {
    build(&document()).expect("the contract is sound");
}

#[test]
fn each_mistake_is_told_by_its_place() {
    // What is replaced, by what, and what the message must name.
    let mistakes = [
        ("openapi: 3.0.3", "openapi: 3.1.0", "3.1.0"),
        ("info:\n", "info:\n  version: 0.0.0\n", "version"),
        ("info:\n", "info:\n\tx: 1\n", "tab"),
        ("operationId: get_group_ban_member\n", "x-none: 1\n", "operationId"),
        (
            "operationId: get_permission_group_member_list\n",
            "operationId: get_group_ban_member\n",
            "get_group_ban_member",
        ),
        (
            "$ref: '#/components/schemas/BannedMembersPage'",
            "$ref: '#/components/schemas/Nowhere'",
            "#/components/schemas/Nowhere",
        ),
        ("        4XX:\n", "        default:\n", "default"),
        ("      x-call-rate:\n        calls: 200\n", "      x-call-rate:\n        calls: many\n", "x-call-rate.calls"),
        ("        calls: 200\n", "        calls: 0\n", "x-call-rate"),
        ("        items: BannedAccountList\n", "        items: BannedAccounts\n", "BannedAccounts"),
        ("        first: 0\n", "        first: zero\n", "first"),
        ("    name: UNKNOWN_COMMAND\n", "    name: INVALID_PARAMETER\n", "INVALID_PARAMETER"),
        ("    x-region-id: seoul\n", "    x-region-id: china\n", "china"),
        ("          maximum: ", "          # maximum: ", "maximum"),
        ("        - Messages are not received\n", "", "MsgFlag"),
        (
            "`FAIL` on failure; others may come'\n      x-extensible-enum:\n",
            "`FAIL` on failure; others may come'\n      enum:\n",
            ".properties.ActionStatus",
        ),
        ("x-service:\n", "x-services:\n", "x-service"),
        ("      maxLength: 32\n", "", "Identifier"),
        (
            "      required: true\n      description: >-\n        Number",
            "      required: perhaps\n      description: >-\n        Number",
            "components.parameters.SdkAppId",
        ),
    ];
    let document = document();
    for (old, new, named) in mistakes {
        assert!(document.contains(old), "{old:?} is in the contract");
        let broken = document.replacen(old, new, 1);
        let outcome = catch_unwind(|| build(&broken)).unwrap_or_else(|_| panic!("{new:?} makes the build panic"));
        let message = outcome.expect_err(new);
        assert!(message.contains(named), "{new:?}: {message:?} does not name {named:?}");
    }
}
