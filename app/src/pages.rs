//! The site map: every page and its address, side by side.

use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::{SsrMode, path};

use crate::Failure;
use crate::components::ErrorPage;

mod about;
mod account;
mod desk;
mod hand_over;
mod home;
mod proposal;
mod proposals;
mod sign_in;
mod steps;
mod write;

/// The pages. Each is rendered whole on the server before anything is sent.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <ErrorPage failure=Failure::NotFound/> }>
            <Route path=path!("/") view=home::HomePage ssr=SsrMode::Async/>
            <Route path=path!("/about") view=about::AboutPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals") view=proposals::ProposalsPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals/new") view=write::NewProposalPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals/:id") view=proposal::ProposalPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals/:id/edit") view=write::EditProposalPage ssr=SsrMode::Async/>
            <Route path=path!("/desk") view=desk::DeskPage ssr=SsrMode::Async/>
            <Route path=path!("/hand-over") view=hand_over::HandOverPage ssr=SsrMode::Async/>
            <Route path=path!("/hand-over/print") view=hand_over::PlannedPage ssr=SsrMode::Async/>
            <Route path=path!("/hand-over/meetings") view=hand_over::MeetingsPage ssr=SsrMode::Async/>
            <Route path=path!("/hand-over/meetings/:id") view=hand_over::MeetingPage ssr=SsrMode::Async/>
            <Route path=path!("/sign-in") view=sign_in::SignInPage ssr=SsrMode::Async/>
            <Route path=path!("/account") view=account::AccountPage ssr=SsrMode::Async/>
        </Routes>
    }
}

/// The page's refused form, which the address names after a post without script.
fn kept_form() -> Resource<Option<crate::Posted>> {
    let query = leptos_router::hooks::use_query_map();
    Resource::new_blocking(
        move || query.read().get("form").and_then(|id| id.parse().ok()),
        |id| async move {
            match id {
                Some(id) => crate::api::public::public_kept_form(id).await.ok().flatten(),
                None => None,
            }
        },
    )
}
