//! Members on screen: the doors through which they come in, their pages, and what they keep for themselves.

pub mod forgot_page;
pub mod login_page;
pub mod member_page;
pub mod my_page;
pub mod privacy_page;
pub mod profile_page;
pub mod register_form;
pub mod register_page;
pub mod security_forms;
pub mod security_page;
pub mod sent;
pub mod tabs;
pub mod verify_page;
