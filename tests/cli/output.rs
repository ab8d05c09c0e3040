//! `-o`: what is written where, and that nothing that was read is lost.

use serde_json::{Value, json};

use crate::many::sized;
use crate::run::{Folder, asking};
use crate::service::{Answer, Request, Service, lists, refusal};

/// 250 members, of which the last 50 cannot be read.
fn broken(request: &Request) -> Answer {
    match request.body["Offset"].as_u64() {
        Some(200..) => refusal(10007, "no"),
        _ => lists(250)(request),
    }
}

/// A named pipe in the folder.
#[cfg(unix)]
fn pipe(folder: &Folder) -> String {
    let path = folder.join("fifo").to_str().unwrap().to_owned();
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

#[cfg(unix)]
#[test]
fn a_pipe_and_a_link_stay_what_they_are() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let service = Service::new(sized);
    let folder = Folder::new();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let to = |output: &str| asking(&service, ["banned-members", "g3", "--format", "csv", "-q", "-o", output]);
    // No device of the machine: a test that fails would replace it.
    let fifo = pipe(&folder);
    let reader = std::thread::spawn(move || std::fs::read_to_string(fifo).unwrap());
    symlink("fifo", path("to-fifo")).unwrap();
    to(&path("to-fifo")).prints();
    assert!(std::fs::metadata(path("to-fifo")).unwrap().file_type().is_fifo());
    assert_eq!(reader.join().unwrap().lines().count(), 4);

    std::fs::create_dir(path("inner")).unwrap();
    std::fs::write(path("inner/old"), "old").unwrap();
    for (link, leads_to) in [("old", "inner/old"), ("new", "inner/new")] {
        symlink(leads_to, path(link)).unwrap();
        to(&path(link)).prints();
        assert!(std::fs::symlink_metadata(path(link)).unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(path(leads_to)).unwrap().lines().count(), 4);
    }
    let names = std::fs::read_dir(&*folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let parts: Vec<_> = names.filter(|name| name.ends_with(".part")).collect();
    assert!(parts.is_empty(), "{parts:?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let service = Service::new(broken);
    let folder = Folder::new();
    let file = folder.join("banned.csv");
    let part = folder.join("banned.csv.part");
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let list = |more: &[&str]| {
        let to = ["banned-members", "g", "--format", "csv", "-q", "-o", file.to_str().unwrap()];
        asking(&service, to.iter().chain(more)).run().code
    };
    for permissions in [0o600, 0o640] {
        std::fs::write(&file, "old").unwrap();
        std::fs::set_permissions(&file, PermissionsExt::from_mode(permissions)).unwrap();
        // Also while it is not complete.
        assert_eq!(list(&[]), 3);
        assert_eq!(mode(&part), permissions);
        assert_eq!(list(&["--limit", "200"]), 0);
        assert_eq!(mode(&file), permissions);
        std::fs::remove_file(&file).unwrap();
    }
}

#[test]
fn an_output_that_cannot_be_written_is_refused_before_the_first_call() {
    let service = Service::new(sized);
    let folder = Folder::new();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let list = |more: &[&str]| asking(&service, ["banned-members", "g3"].iter().chain(more));
    std::fs::create_dir(path("inner")).unwrap();
    list(&["-o", &path("inner")]).fails(2, &["inner cannot be written", "it is a folder; name a file"]);
    list(&["-o", &path("missing/")]).fails(2, &["missing/ cannot be written"]);
    list(&["-o", &path("missing/file")]).fails(2, &["cannot be written"]);
    list(&["-o", &path("file"), "--checkpoint", &path("missing/progress")]).fails(2, &["missing/progress"]);
    list(&["-o", &path("file"), "--checkpoint", &path("inner")]).fails(2, &["inner cannot be written"]);
    #[cfg(unix)]
    list(&["-o", &pipe(&folder), "--checkpoint", &path("progress")]).fails(2, &["fifo must be a file"]);
    assert_eq!(service.seen().len(), 0);
}

#[test]
fn a_checkpoint_in_the_place_of_the_output_is_refused() {
    let service = Service::new(sized);
    let folder = Folder::new();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    for (output, checkpoint) in [("a", "a"), ("a", "a.part"), ("a.part", "a"), ("a", "./a"), ("a", "inner/../a")] {
        std::fs::create_dir_all(path("inner")).unwrap();
        std::fs::write(path("a"), "old").unwrap();
        let list = ["banned-members", "g3", "-o", &path(output), "--checkpoint", &path(checkpoint)];
        asking(&service, list).fails(2, &["would write the same file", "name another file as checkpoint"]);
        assert_eq!(std::fs::read_to_string(path("a")).unwrap(), "old");
    }
    assert_eq!(service.seen().len(), 0);
}

#[test]
fn whoever_follows_the_hint_of_an_incomplete_run_loses_nothing() {
    let service = Service::new(broken);
    let whole = Service::new(lists(250));
    let folder = Folder::new();
    let file = folder.join("banned.csv").to_str().unwrap().to_owned();
    let list = ["banned-members", "g", "--format", "csv", "-o", &file];
    let outcome = asking(&service, list).run();
    assert_eq!(outcome.code, 3, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("--checkpoint"), "{}", outcome.stderr);
    let options: Vec<_> = outcome.stderr.split('`').nth(1).unwrap().split(' ').map(str::to_owned).collect();
    // Without another name it would take the place of what was read.
    let position = ["--offset", "200"];
    asking(&whole, list.iter().chain(&position)).fails(2, &["banned.csv.part holds", "name another file with -o"]);
    let rest = asking(&whole, list.map(str::to_owned).into_iter().chain(options)).run();
    assert_eq!(rest.code, 0, "{}", rest.stderr);
    let accounts = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = [accounts("banned.csv.part"), accounts("banned.rest.csv")].concat();
    assert_eq!(all, (0..250).map(|number| format!("user{number}")).collect::<Vec<_>>());
    assert!(!folder.join("banned.csv").exists());
    // A run from the start reads all of it again, so it may replace the part.
    asking(&whole, list).prints();
    assert_eq!(accounts("banned.csv").len(), 250);
}

#[test]
fn a_list_without_a_position_to_go_on_from_has_failed() {
    // The position that was asked for comes again.
    let service = Service::new(|request| {
        let Answer::Json(mut body) = lists(250)(request) else { panic!("a list is JSON") };
        if request.body["Next"] == "it's 50" {
            body["Next"] = json!("it's 50");
        }
        Answer::Json(body)
    });
    let outcome = asking(&service, ["permission-group-members", "a", "b", "--format", "jsonl"]).run();
    assert!(outcome.stdout.lines().count() >= 50, "what was read is printed");
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
}

#[test]
fn every_list_that_can_still_be_read_is_named_with_the_way_to_read_it() {
    let service = Service::new(|request| match request.body["GroupId"].as_str() {
        Some("g2") => refusal(10002, "try again"),
        _ => sized(request),
    });
    let outcome = asking(&service, ["banned-members", "g1", "g2", "g3", "--format", "csv"]).run();
    assert_eq!((outcome.code, outcome.stdout.lines().count()), (3, 1 + 1 + 3), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("hint: `tencent-chat banned-members g2` reads it\n"), "{}", outcome.stderr);
}

#[test]
fn a_list_that_stays_broken_does_not_keep_a_checkpoint_from_its_end() {
    let service = Service::new(|request| match request.body["GroupId"].as_str() {
        Some("g1") => broken(request),
        _ => lists(3)(request),
    });
    let folder = Folder::new();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (output, checkpoint) = (path("banned.csv"), path("progress"));
    let list = ["banned-members", "g1", "g2", "--format", "csv", "-o", &output, "--checkpoint", &checkpoint];
    let outcome = asking(&service, list).run();
    assert_eq!(outcome.code, 3, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("repeat the same command to go on"), "{}", outcome.stderr);
    let outcome = asking(&service, list).run();
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("group 'g1'") && outcome.stderr.contains("200 of its members"),
        "{}",
        outcome.stderr
    );
    assert_eq!(std::fs::read_to_string(&output).unwrap().lines().count(), 1 + 200 + 3);
    assert!(!std::fs::exists(&checkpoint).unwrap());
}

#[test]
fn a_snapshot_of_a_part_is_refused_and_never_advised() {
    let service = Service::new(broken);
    let snapshot = |more: &[&str]| asking(&service, ["snapshot", "banned-members", "g"].iter().chain(more));
    for option in ["--offset", "--skip", "--limit"] {
        snapshot(&[option, "1"]).fails(2, &[option, "a snapshot is of whole lists"]);
    }
    let member = ["snapshot", "permission-group-members", "a", "b", "--next", "x"];
    asking(&service, member).fails(2, &["--next", "a snapshot is of whole lists"]);
    assert_eq!(service.seen().len(), 0);
    let outcome = snapshot(&[]).run();
    assert_eq!(outcome.code, 3, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("repeat the command") && outcome.stderr.contains("--checkpoint"));
    assert!(!outcome.stderr.contains("--offset"), "{}", outcome.stderr);
    let end: Value = serde_json::from_str(outcome.stdout.lines().last().unwrap()).unwrap();
    assert_eq!(end["complete"], false);
}
