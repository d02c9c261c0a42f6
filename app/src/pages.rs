//! The site map: every page and its address, side by side.

use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::{SsrMode, path};

use crate::Failure;
use crate::kit::components::ErrorPage;
use crate::kit::loading::{Resource, load};

mod about;
mod county;
mod deputies;
mod desk;
mod figures;
mod follow;
mod home;
mod notice_settings;
mod notices;
mod proposal;
mod units;

/// The pages. Each is rendered whole on the server before anything is sent.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <ErrorPage failure=Failure::NotFound/> }>
            <Route path=path!("/") view=home::HomePage ssr=SsrMode::Async/>
            <Route path=path!("/about") view=about::AboutPage ssr=SsrMode::Async/>
            <Route path=path!("/figures") view=figures::FiguresPage ssr=SsrMode::Async/>
            <Route path=path!("/deputies") view=deputies::DeputiesPage ssr=SsrMode::Async/>
            <Route path=path!("/deputies/:id") view=deputies::DeputyPage ssr=SsrMode::Async/>
            <Route path=path!("/units") view=units::UnitsPage ssr=SsrMode::Async/>
            <Route path=path!("/units/:id") view=units::UnitRecordPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals") view=proposal::proposals::ProposalsPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals/new") view=proposal::write::NewProposalPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals/:id") view=proposal::paper::ProposalPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals/:id/edit") view=proposal::write::EditProposalPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals/:id/similar") view=proposal::write::SimilarPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals/:id/versions") view=proposal::versions::VersionsPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals/:id/reply-versions") view=proposal::reply_versions::ReplyVersionsPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals/:id/print") view=proposal::print::PrintPage ssr=SsrMode::Async/>
            <Route path=path!("/proposals/:id/replies/:n/print") view=proposal::letter::LetterPage ssr=SsrMode::Async/>
            <Route path=path!("/paper/:id/:mark") view=proposal::sheet::PaperPage ssr=SsrMode::Async/>
            <Route path=path!("/rules") view=county::rules::RulesPage ssr=SsrMode::Async/>
            <Route path=path!("/calendar") view=county::calendar::CalendarPage ssr=SsrMode::Async/>
            <Route path=path!("/desk") view=desk::DeskPage ssr=SsrMode::Async/>
            <Route path=path!("/hand-over") view=proposal::hand_over::HandOverPage ssr=SsrMode::Async/>
            <Route path=path!("/hand-over/print") view=proposal::hand_over::PlannedPage ssr=SsrMode::Async/>
            <Route path=path!("/hand-over/meetings") view=proposal::hand_over::MeetingsPage ssr=SsrMode::Async/>
            <Route path=path!("/hand-over/meetings/:id") view=proposal::hand_over::MeetingPage ssr=SsrMode::Async/>
            <Route path=path!("/unit") view=proposal::unit::UnitPage ssr=SsrMode::Async/>
            <Route path=path!("/supervision") view=proposal::supervision::SupervisionPage ssr=SsrMode::Async/>
            <Route path=path!("/supervision/:unit") view=proposal::supervision::RecordPage ssr=SsrMode::Async/>
            <Route path=path!("/commitments") view=proposal::promises::PromisesPage ssr=SsrMode::Async/>
            <Route path=path!("/key-proposals") view=proposal::key_proposals::KeyProposalsPage ssr=SsrMode::Async/>
            <Route path=path!("/sign-in") view=county::sign_in::SignInPage ssr=SsrMode::Async/>
            <Route path=path!("/account") view=county::account::AccountPage ssr=SsrMode::Async/>
            <Route path=path!("/account/notices") view=notice_settings::NoticeSettingsPage ssr=SsrMode::Async/>
            <Route path=path!("/notices") view=notices::NoticesPage ssr=SsrMode::Async/>
            <Route path=path!("/follow/sent") view=|| view! { <follow::FollowOutcomePage outcome=follow::Outcome::Asked/> } ssr=SsrMode::Async/>
            <Route path=path!("/follow/left") view=|| view! { <follow::FollowOutcomePage outcome=follow::Outcome::Left/> } ssr=SsrMode::Async/>
            <Route path=path!("/follow/confirm/:token") view=follow::ConfirmFollowPage ssr=SsrMode::Async/>
            <Route path=path!("/follow/leave/:token") view=follow::LeaveFollowPage ssr=SsrMode::Async/>
            <Route path=path!("/activate") view=county::accounts::ActivatePage ssr=SsrMode::Async/>
            <Route path=path!("/accounts") view=county::accounts::AccountsPage ssr=SsrMode::Async/>
            <Route path=path!("/accounts/import") view=county::accounts::ImportPage ssr=SsrMode::Async/>
            <Route path=path!("/accounts/import/:id") view=county::accounts::PreviewPage ssr=SsrMode::Async/>
            <Route path=path!("/accounts/codes") view=county::accounts::CodesPage ssr=SsrMode::Async/>
            <Route path=path!("/accounts/codes/sheet") view=county::accounts::CodeSheetPage ssr=SsrMode::Async/>
            <Route path=path!("/accounts/term") view=county::accounts::TermPage ssr=SsrMode::Async/>
            <Route path=path!("/accounts/:id") view=county::accounts::PersonPage ssr=SsrMode::Async/>
        </Routes>
    }
}

/// Says that a form is not there any more which the address names: it is a day old, or the browser takes no cookies.
#[component]
pub(crate) fn NotKept() -> impl IntoView {
    let query = leptos_router::hooks::use_query_map();
    let kept = kept_form();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let is_lost = kept.await.is_none() && query.with_untracked(|query| query.get("form").is_some());
                is_lost.then(|| view! { <p class="notice notice-do" role="alert">{crate::texts::texts().form_not_kept}</p> })
            })}
        </Suspense>
    }
}

/// The page's refused form, which the address names after a post without script.
fn kept_form() -> Resource<Option<crate::Posted>> {
    let query = leptos_router::hooks::use_query_map();
    load(
        move || query.read().get("form").and_then(|id| id.parse().ok()),
        |id| async move {
            match id {
                Some(id) => crate::api::public::public_kept_form(id).await.ok().flatten(),
                None => None,
            }
        },
    )
}
