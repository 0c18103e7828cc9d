//! Members on screen: the doors through which they come in, their pages, and what they keep for themselves.

pub mod again_page;
pub mod factors_page;
pub mod factors_view;
pub mod forgot_page;
pub mod login_page;
pub mod look_ups;
pub mod member_page;
pub mod my_page;
pub mod passkey_api;
pub mod privacy_page;
pub mod profile_page;
pub mod register_form;
pub mod register_page;
pub mod second_page;
pub mod security_forms;
pub mod security_page;
pub mod sent;
pub mod tabs;
pub mod verify_page;
