//! Why a server function did not do what it was asked, as the reader is told.

use domain::parts::publication::Stub;
use domain::proposal::workflow::Stage;
use ground::problem::{FieldError, Problem, Refusal};
use ground::vocabulary::Lang;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

/// Why a server function did not do what it was asked. What went wrong inside stands in the server's log only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// Nobody is signed in, or not any more.
    #[error("signed out")]
    SignedOut,
    /// The first password has to be changed before anything else.
    #[error("the first password has to be changed")]
    PasswordFirst,
    /// It is not there, or not for this person.
    #[error("not found")]
    NotFound,
    /// It was public and is not any more.
    #[error("not public any more")]
    Hidden(Box<Stub>),
    /// Somebody acted first.
    #[error("conflict at {stage:?}")]
    Conflict {
        /// Where the proposal stands now.
        stage: Stage,
    },
    /// The draft was saved from another window or device.
    #[error("the draft was changed elsewhere")]
    ChangedElsewhere,
    /// Somebody changed what the page shows while it was open.
    #[error("outdated")]
    Outdated,
    /// The step is not open to this person at this stage.
    #[error("not open at {stage:?}")]
    NotOpen {
        /// Where the proposal stands.
        stage: Stage,
    },
    /// Some fields are wrong.
    #[error("invalid fields")]
    Invalid(Vec<FieldError>),
    /// The enter key was pressed on a choice: nobody has pressed a button.
    #[error("no button was pressed")]
    NoButton,
    /// The request could not be read: a damaged form, or a forged one.
    #[error("malformed")]
    Malformed,
    /// The server could not be reached.
    #[error("unreachable")]
    Unreachable,
    /// More people want the same than can be served at once.
    #[error("busy")]
    Busy,
    /// A fault of ours.
    #[error("fault")]
    Fault,
}

impl Failure {
    /// One field that is wrong.
    pub fn field(field: &str, problem: impl Into<Problem>) -> Self {
        Self::Invalid(vec![FieldError { field: field.to_owned(), problem: problem.into() }])
    }

    /// The HTTP status that says the same.
    pub fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::PasswordFirst => 403,
            Self::NotFound => 404,
            Self::Hidden(_) => 410,
            Self::Conflict { .. } | Self::ChangedElsewhere | Self::Outdated | Self::NotOpen { .. } => 409,
            Self::Invalid(_) | Self::NoButton => 422,
            Self::Malformed => 400,
            Self::Unreachable | Self::Busy => 503,
            Self::Fault => 500,
        }
    }

    /// What happened and what to do, as a heading and a sentence.
    pub fn words(&self, lang: Lang) -> (&'static str, String) {
        match self {
            Self::SignedOut => (
                lang.pick("登录已失效", "You were signed out"),
                lang.pick("您填写的内容已保留。请登录后核对，再次提交。", "What you typed is kept. Sign in, check it and send it again.").into(),
            ),
            Self::PasswordFirst => (
                lang.pick("请先修改初始密码", "Change your first password"),
                lang.pick("首次登录须先修改初始密码，然后才能继续。", "At the first sign-in the password has to be changed before anything else.").into(),
            ),
            Self::NotFound => (
                lang.pick("没有找到", "Not found"),
                lang.pick("这里没有您要找的内容。", "There is nothing here.").into(),
            ),
            Self::Hidden(stub) => (lang.pick("已不再公开", "Not public any more"), stub.sentence(lang)),
            Self::ChangedElsewhere => (
                lang.pick("这份草稿已在别处改动过", "This draft was changed elsewhere"),
                lang.pick(
                    "您在另一个窗口或另一台设备上保存过这份草稿。您填写的内容保留在本页，请与别处的内容核对后再保存。",
                    "You saved this draft in another window or on another device. What you typed is kept on this page: compare both, then save.",
                )
                .into(),
            ),
            Self::Outdated => (
                lang.pick("在您填写期间，这里已有改动", "This has changed while you were typing"),
                lang.pick(
                    "已有人先改动了这一页。现在的内容见上方，您填写的内容保留在表单里，请核对后再提交。",
                    "Somebody changed this page first. It shows how it stands now; what you typed is kept in the form. Compare both, then send it again.",
                )
                .into(),
            ),
            Self::NotOpen { stage } => {
                let word = stage.word(lang);
                (
                    lang.pick("现在不能办理这一步", "This step is not open"),
                    lang.pick(
                        format!("这件建议现在的状态是“{word}”，您在这个状态下不能办理这一步。您填写的内容保留在下面。"),
                        format!("It is “{word}” now, and at that stage this step is not yours to take. What you typed is kept below."),
                    ),
                )
            }
            Self::Conflict { stage } => {
                let word = stage.word(lang);
                (
                    lang.pick("这件建议已有新的进展", "This proposal has moved on"),
                    lang.pick(
                        format!("在您填写期间，已有人先办理了这一步，现在的状态是“{word}”。您填写的内容保留在下面，请核对后再决定如何继续。"),
                        format!("Somebody acted while you were typing: it is now “{word}”. What you typed is kept below; check it and decide how to go on."),
                    ),
                )
            }
            Self::Invalid(errors) => (
                lang.pick("有内容需要更正", "Some fields need attention"),
                lang.pick(format!("请更正以下{}处：", errors.len()), format!("Please mend {}:", errors.len())),
            ),
            Self::NoButton => (
                lang.pick("还没有提交", "Not sent yet"),
                lang.pick("按回车键不会提交。请核对后按下面的按钮。", "The enter key sends nothing. Check it, then press a button below.").into(),
            ),
            Self::Malformed => (
                lang.pick("表单无法识别", "The form could not be read"),
                lang.pick("提交的内容不完整或已损坏，请刷新页面后重新填写。", "What was sent is incomplete or damaged: reload the page and fill it in again.").into(),
            ),
            Self::Unreachable => (
                lang.pick("暂时无法连接", "No connection"),
                lang.pick("网络暂时中断，您填写的内容仍在本页，请稍后再试。", "The network is down for the moment. What you typed is still here: try again shortly.").into(),
            ),
            Self::Busy => (
                lang.pick("现在使用的人很多", "Many people are here at once"),
                lang.pick("请稍等几秒，再试一次。", "Wait a few seconds, then try again.").into(),
            ),
            Self::Fault => (
                lang.pick("系统出现故障", "A fault of ours"),
                lang.pick("没有办成，故障已记录。您填写的内容没有丢失，请稍后再试。", "It did not work, and the fault has been logged. Nothing you typed is lost: try again later.").into(),
            ),
        }
    }

    /// The fields that are wrong.
    pub fn errors(&self) -> &[FieldError] {
        match self {
            Self::Invalid(errors) => errors,
            _ => &[],
        }
    }
}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Serialization(_) => {
                Self::Malformed
            }
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            _ => Self::Fault,
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotOpen => Self::Outdated,
            Refusal::Invalid(errors) => Self::Invalid(errors),
        }
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::NotFound => Self::NotFound,
            store::StoreError::Hidden(stub) => Self::Hidden(stub),
            store::StoreError::Conflict { stage } => Self::Conflict { stage },
            store::StoreError::NotOpen { stage } => Self::NotOpen { stage },
            store::StoreError::Outdated => Self::Outdated,
            store::StoreError::Refused(refusal) => refusal.into(),
            error @ (store::StoreError::BadRow { .. } | store::StoreError::Database(_)) => {
                tracing::error!(%error, "the store failed");
                Self::Fault
            }
        }
    }
}
