//! What pages share.

mod fields;
mod figures;
mod files;
mod form;
mod frame;
mod lists;
mod notice;
mod scripted;
mod search;
mod status;
mod upload;
mod why;

pub(crate) use fields::{Choice, DateInput, Options, TextArea, TextInput, Tick, Ticks};
pub(crate) use figures::{ChartAndTable, Counted, MeasureCard, Opening, Scope, ShareCell, days_words, share_words};
pub(crate) use files::FileList;
pub(crate) use form::{ENTER, Pending, PlainForm, PostForm, Said, StepForm, group};
pub(crate) use frame::{Footer, Header, viewer};
pub(crate) use lists::{Crumbs, SummaryRow};
pub(crate) use notice::{ErrorPage, Notice, RefusedNotice, Waiting, encode, page_error};
pub(crate) use scripted::{CopyButton, PrintButton, TickAll};
pub(crate) use search::SearchField;
pub(crate) use status::{Due, Icon, StageTag};
pub(crate) use upload::{Upload, set_aside};
pub(crate) use why::Why;
