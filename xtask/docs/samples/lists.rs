//! Prints who is banned in a group, and who belongs to a permission group of a community.
//!
//! The API reference shows parts of this file, between the lines that begin with `// --`.

#![allow(clippy::print_stdout)]

// -- call
use std::env::var;
use std::error::Error;

use tencent_chat::{Client, SdkAppId, SecretKey};

fn client() -> Result<Client, Box<dyn Error>> {
    let sdk_app_id = SdkAppId::new(var("SDK_APP_ID")?.parse()?)?;
    let builder = Client::builder(sdk_app_id, var("IDENTIFIER")?, SecretKey::new(var("SECRET_KEY")?));
    Ok(builder.base_url(var("BASE_URL")?).build()?)
}

// -- get_group_ban_member
async fn banned_members(client: &Client) -> Result<(), Box<dyn Error>> {
    let mut members = client.banned_members(var("GROUP_ID")?).members();
    while let Some(member) = members.next().await {
        let member = member?;
        println!("{} {}", member.member_account, member.banned_until.map_or(0, |until| until.as_secs()));
    }
    Ok(())
}

// -- get_permission_group_member_list
async fn permission_group_members(client: &Client) -> Result<(), Box<dyn Error>> {
    let request = client.permission_group_members(var("COMMUNITY_ID")?, var("PERMISSION_GROUP_ID")?);
    let mut members = request.members();
    while let Some(member) = members.next().await {
        let member = member?;
        println!("{} {}", member.member_account, member.role.map(|role| role.to_string()).unwrap_or_default());
    }
    Ok(())
}

// -- end
#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = client()?;
    banned_members(&client).await?;
    permission_group_members(&client).await
}
