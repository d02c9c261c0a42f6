//! What one line of the log says.

use ground::dates::date;
use ground::vocabulary::Lang;

use super::names::units;
use crate::case::saying::Saying;
use crate::parts::shares::Part;
use crate::proposal::Proposal;
use crate::proposal::event::{Event, Record};
use crate::proposal::workflow::Stage;

impl Proposal {
    /// What one line of the log says, with the names and reasons that only those concerned may read where `full`.
    pub fn sentence(&self, record: &Record, lang: Lang, full: bool) -> String {
        let who = self.who(record, lang, full);
        let who = who.as_str();
        let say = Saying { who, lang, full };
        match &record.event {
            Event::Signing(event) => event.sentence(self, say),
            Event::Review(event) => event.sentence(self, say),
            Event::Publication(event) => event.sentence(say),
            Event::Share(event) => event.sentence(say, self.name_of(event.unit(), lang)),
            Event::Contact(event) => self.contacts.sentence(event, say),
            Event::Extension(event) => event.sentence(say),
            Event::Round(event) => event.sentence(self, say),
            Event::Promise(event) => self.promises.sentence(event, say),
            Event::Key(event) => event.sentence(say),
            Event::Chased(event) => event.sentence(say),
            Event::Withdrawal(event) => event.sentence(say),
            Event::Submitted { .. } if record.from == Stage::SentBack => {
                lang.pick(format!("{who}修改后再次提交。"), format!("{who} mended and submitted it again."))
            }
            Event::Submitted { .. } => lang.pick(format!("{who}提交建议。"), format!("{who} submitted the proposal.")),
            Event::Registered { number, .. } => lang.pick(
                format!("{who}审查后登记，编号{number}。"),
                format!("{who} registered it under number {number}."),
            ),
            Event::Linked(link) => match (full, lang) {
                (true, Lang::Zh) => format!("{who}将本件与{}号建议关联，各自办理和答复。", link.number),
                (true, Lang::En) => {
                    format!("{who} linked it to {}; each is handled and answered by itself.", link.number)
                }
                (false, Lang::Zh) => format!("{who}将本件与另一件内容相近的建议关联，各自办理和答复。"),
                (false, Lang::En) => format!("{who} linked it to a similar paper; each is answered by itself."),
            },
            Event::Unlinked(link) => match (full, lang) {
                (true, Lang::Zh) => format!("{who}取消本件与{}号建议的关联。", link.number),
                (true, Lang::En) => format!("{who} undid the link to {}.", link.number),
                (false, Lang::Zh) => format!("{who}取消一项关联。"),
                (false, Lang::En) => format!("{who} undid a link to a similar paper."),
            },
            Event::UnitsProposed(plan) => {
                let units = units(&plan.assignments, lang);
                match (plan.to_government && units.is_empty(), lang) {
                    (true, Lang::Zh) => format!("{who}拟交政府办分办。"),
                    (true, Lang::En) => format!("{who} leaves it to the government office to name the units."),
                    (false, Lang::Zh) => format!("{who}拟定承办单位。{units}。"),
                    (false, Lang::En) => format!("{who} proposed the units: {units}."),
                }
            }
            Event::Assigned { assignments, reply, .. } => {
                let (units, day) = (units(assignments, lang), date(reply.due, lang));
                lang.pick(
                    format!("{who}交办。{units}。答复期限为{day}。"),
                    format!("{who} handed it over: {units}. The reply is due by {day}."),
                )
            }
            Event::Begun => lang.pick("承办单位开始办理。", "Handling began.").to_owned(),
            Event::ReplyDrafted { .. } => {
                lang.pick(format!("{who}拟写答复稿。"), format!("{who} saved a draft of the reply."))
            }
            Event::SeparateReplied { reply } => {
                let (part, class) = (Part::Separate.word(lang), reply.class.word(lang));
                lang.pick(
                    format!("{who}（{part}）答复代表，办理结果为{class}。"),
                    format!("{who} ({}) replied: {class}.", part.to_lowercase()),
                )
            }
            Event::Replied { reply, .. } => {
                let class = reply.class.word(lang);
                lang.pick(format!("{who}答复代表，办理结果为{class}。"), format!("{who} replied: {class}."))
            }
            Event::Rated { rating, .. } => {
                let (attitude, result) = (rating.attitude.word(lang), rating.result.word(lang));
                let why = rating.reasons.as_ref().map(|text| say.reason(text.as_str())).unwrap_or_default();
                lang.pick(
                    format!("{who}评价：办理态度{attitude}，办理结果{result}{why}。"),
                    format!("{who} rated the reply: attitude {attitude}, result {result}{why}."),
                )
            }
            Event::Tracked => {
                lang.pick("转入跟踪落实，等待承诺事项兑现。", "The promises are now being followed up.").to_owned()
            }
            Event::Closed => lang.pick("办结。", "Closed.").to_owned(),
        }
    }
}
