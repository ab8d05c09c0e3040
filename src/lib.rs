//! Client for the member lists of Tencent Cloud Chat.
