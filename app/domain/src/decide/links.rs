//! Links between papers about the same matter: made and undone, in both logs.

use super::Setting;
use super::forms::parse_number;
use crate::command::LinkForm;
use crate::event::{Event, Record};
use crate::people::Actor;
use crate::problem::{Problem, Refusal};
use crate::proposal::{PaperLink, Proposal};
use crate::workflow::{Relation, next};

impl Proposal {
    pub(super) fn decide_link(&self, form: &LinkForm, setting: &Setting) -> Result<PaperLink, Refusal> {
        let number = parse_number(&form.number)?;
        let refuse = |problem| Err(Refusal::field("number", problem));
        if self.number == Some(number) {
            return refuse(Problem::ItsOwnNumber);
        }
        if self.links.iter().any(|link| link.number == number) {
            return refuse(Problem::LinkedAlready);
        }
        setting.linked.filter(|link| link.number == number).map_or_else(|| refuse(Problem::NoSuchPaper), Ok)
    }

    pub(super) fn decide_unlink(&self, form: &LinkForm) -> Result<PaperLink, Refusal> {
        let number = parse_number(&form.number)?;
        let known = self.links.iter().find(|link| link.number == number);
        known.copied().ok_or_else(|| Refusal::field("number", Problem::NotLinked))
    }

    /// The other side of a link or of its undoing: the same act stands in both logs. Nothing where it is so already.
    pub fn link_back(&mut self, actor: &Actor, link: PaperLink, undo: bool, setting: &Setting) -> Option<Record> {
        let linked = self.links.iter().any(|known| known.id == link.id);
        let event = match (linked, undo) {
            (false, false) => Event::Linked(link),
            (true, true) => Event::Unlinked(link),
            _ => return None,
        };
        let to = next(self.stage, event.step(), Relation::CongressOffice)?;
        let by = self.signature(actor, Relation::CongressOffice);
        Some(self.record(by, to, event, setting))
    }
}
