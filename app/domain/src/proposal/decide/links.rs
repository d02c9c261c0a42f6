//! Links between papers about the same matter: made and undone, in both logs.

use ground::problem::Refusal;
use ground::problems;

use super::Brought;
use super::forms::parse_number;
use crate::case::setting::Setting;
use crate::proposal::command::LinkForm;
use crate::proposal::event::{Event, Record};
use crate::proposal::workflow::next;
use crate::proposal::{PaperLink, Proposal};

problems! {
    /// What can be wrong with a link to another paper.
    pub enum LinkProblem {
        /// Not a number of a paper.
        NotANumber = "请填写建议编号，例如17-1-023。", "Give the number of a paper, for example 17-1-023.";
        /// There is no paper under this number.
        NoSuchPaper = "没有这个编号的建议，请核对。", "There is no paper under this number: check it.";
        /// The paper's own number.
        ItsOwnNumber = "这是本件的编号，请填写另一件的编号。", "This is the paper’s own number: give the other’s.";
        LinkedAlready = "已经关联过这一件。", "It is linked already.";
        NotLinked = "本件没有与它关联。", "It is not linked to this paper.";
    }
}

impl Proposal {
    pub(super) fn decide_link(&self, form: &LinkForm, brought: &Brought) -> Result<PaperLink, Refusal> {
        let number = parse_number(&form.number)?;
        let refuse = |problem| Err(Refusal::field("number", problem));
        if self.number == Some(number) {
            return refuse(LinkProblem::ItsOwnNumber);
        }
        if self.links.iter().any(|link| link.number == number) {
            return refuse(LinkProblem::LinkedAlready);
        }
        brought.linked.filter(|link| link.number == number).map_or_else(|| refuse(LinkProblem::NoSuchPaper), Ok)
    }

    pub(super) fn decide_unlink(&self, form: &LinkForm) -> Result<PaperLink, Refusal> {
        let number = parse_number(&form.number)?;
        let known = self.links.iter().find(|link| link.number == number);
        known.copied().ok_or_else(|| Refusal::field("number", LinkProblem::NotLinked))
    }

    /// The other side of a link or of its undoing, as the log of the paper `link` has it: the same act stands in both
    /// logs. Nothing where it is so already.
    pub fn link_back(&mut self, record: &Record, link: PaperLink, setting: &Setting) -> Option<Record> {
        let linked = self.links.iter().any(|known| known.id == link.id);
        let event = match (&record.event, linked) {
            (Event::Linked(other), false) if other.id == self.id => Event::Linked(link),
            (Event::Unlinked(other), true) if other.id == self.id => Event::Unlinked(link),
            _ => return None,
        };
        let to = next(self.stage, event.step(), record.by.relation)?;
        Some(self.record(record.by.clone(), to, event, setting))
    }
}
