//! The hand-over meeting (交办会): the batch that is handed over in one act, its list and its sign-in sheet.

use std::collections::BTreeMap;

use ground::problem::{Problem, Problems, Refusal};
use ground::text::Line;
use ground::vocabulary::Lang;
use ground::{id, problems};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::number::Number;
use crate::county::people::BodyId;
use crate::county::topic::Topic;
use crate::parts::shares::{Assignment, Part};
use crate::proposal::ProposalId;
use crate::proposal::routing::Suggestion;

id! {
    /// A hand-over meeting's id.
    MeetingId(i32)
}

problems! {
    /// What can be wrong with papers that are taken together.
    pub enum BatchProblem {
        /// No paper was ticked.
        NothingTicked = "请至少勾选一件建议。", "Tick at least one paper.";
        /// A hand-over on another day than today.
        NotToday = "期限从交办当天起算，只能在交办会当天交办。日期已更新为今天，请核对后再提交。",
            "Clocks start on the day of the act, so it is done on the day of the meeting. The day is now today’s: check it and send again.";
        /// A paper has changed since it was seen.
        PaperChanged {
            /// Its number.
            paper: String,
        } = "{paper}在您打开页面后有改动，请核对拟办单位后再勾选。",
            "{paper} has changed since you opened the page: check its units, then tick it again.";
        /// No unit is proposed for a paper.
        PaperWithoutUnits {
            /// Its number.
            paper: String,
        } = "{paper}还没有拟定承办单位。", "{paper} has no units proposed yet.";
        /// A paper waits for no hand-over by this person.
        PaperNotOpen {
            /// Its number.
            paper: String,
        } = "{paper}不在等待交办，或者不能由您交办。", "{paper} does not wait for a hand-over, or it is not yours to hand over.";
        /// A paper that is to be accepted has changed since it was seen.
        PaperMoved {
            /// Its number.
            paper: String,
        } = "{paper}在您打开页面后有改动，请核对后再勾选。",
            "{paper} has changed since you opened the page: look at it, then tick it again.";
        /// A paper does not wait for this person's acceptance.
        PaperNotToAccept {
            /// Its number.
            paper: String,
        } = "{paper}现在不需要您确认承办。", "{paper} does not wait for you to accept it.";
    }
}

/// The most papers that are prepared on one page and handed over in one act.
pub const MAX_PAPERS: usize = 150;

/// A batch as its form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchForm {
    /// The key of each ticked paper ([`paper_key`]), and the version that was seen.
    pub papers: BTreeMap<String, String>,
    /// The day that the page promised as the start of all clocks.
    pub held_on: String,
    /// Where the meeting is held.
    pub place: String,
    /// Whether the person confirms that every clock starts now.
    pub confirmed: bool,
}

/// A batch that may be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The papers with the versions that were seen, by id.
    pub papers: BTreeMap<ProposalId, i32>,
    /// Where the meeting is held.
    pub place: Line,
}

/// The key of a paper in a batch. It begins with a letter: in a form's names what begins with a digit is a place in a list.
pub fn paper_key(id: ProposalId) -> String {
    format!("p{id}")
}

/// The ticked papers of a form and the version of each that was seen; what is wrong with them is noted.
pub(crate) fn parse_ticked(ticked: &BTreeMap<String, String>, problems: &mut Problems) -> BTreeMap<ProposalId, i32> {
    let mut papers = BTreeMap::new();
    for (key, version) in ticked.iter().take(MAX_PAPERS + 1) {
        let id = key.strip_prefix('p').and_then(|id| id.parse().ok());
        match id.zip(version.trim().parse().ok()) {
            Some((id, version)) => _ = papers.insert(id, version),
            None => problems.note(format!("papers.{key}"), Problem::NotAChoice),
        }
    }
    if ticked.is_empty() {
        problems.note("papers", BatchProblem::NothingTicked);
    } else if ticked.len() > MAX_PAPERS {
        problems.note("papers", Problem::TooMany { max: MAX_PAPERS });
    }
    papers
}

impl BatchForm {
    /// The batch, where its fields are right.
    ///
    /// The meeting is held on the day of the act: a clock that started on another day would give units a day that they
    /// did not have (Civil Code art. 201).
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every problem of its fields.
    pub fn parse(&self, today: Date) -> Result<Batch, Refusal> {
        let mut problems = Problems::default();
        let papers = parse_ticked(&self.papers, &mut problems);
        let place = problems.keep("place", Line::parse(&self.place));
        if self.held_on.trim().parse::<Date>().ok() != Some(today) {
            problems.note("held_on", BatchProblem::NotToday);
        }
        if !self.confirmed {
            problems.note("confirmed", Problem::NotConfirmed);
        }
        problems.finish(place.map(|place| Batch { papers, place }))
    }
}

/// A unit and its part, for lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperUnit {
    /// The unit.
    pub id: BodyId,
    /// Its name in the reader's language.
    pub name: String,
    pub part: Part,
}

impl PaperUnit {
    /// A unit as it was assigned.
    pub fn new(assignment: &Assignment, lang: Lang) -> Self {
        Self { id: assignment.unit, name: assignment.unit_name(lang).to_owned(), part: assignment.part }
    }
}

/// A registered paper that waits for its hand-over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingPaper {
    pub id: ProposalId,
    /// The version that is seen.
    pub version: i32,
    pub number: Number,
    pub title: String,
    /// The lead deputy's name.
    pub lead_name: String,
    pub topic: Topic,
    /// Its township in the reader's language; none where it concerns the whole county.
    pub township: Option<String>,
    /// Until when it should be handed over.
    pub due: Option<Date>,
    /// Whether it comes back from a unit.
    pub came_back: bool,
    /// The units proposed.
    pub units: Vec<PaperUnit>,
    /// Whether the government office is to name the units.
    pub to_government: bool,
    /// Units that may lead, by routing memory.
    pub suggestions: Vec<SuggestedUnit>,
}

impl WaitingPaper {
    /// Whether it can be handed over as it is.
    pub fn is_prepared(&self) -> bool {
        !self.units.is_empty()
    }
}

/// A suggestion with the unit's name in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedUnit {
    /// The unit's name.
    pub name: String,
    /// The unit and its cases.
    pub suggestion: Suggestion,
}

/// A meeting in the list of meetings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingLine {
    pub id: MeetingId,
    /// The day.
    pub held_on: Date,
    pub place: String,
    /// Who handed over.
    pub by: String,
    /// How many papers were handed over.
    pub papers: usize,
}

/// What is printed for a meeting: before it as proposed, after it as handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingSheet {
    /// The meeting, once it was held.
    pub meeting: Option<MeetingLine>,
    pub papers: Vec<SheetPaper>,
    /// Until when units may ask to give a paper back; before the meeting as if it were today.
    pub acceptance: Option<Date>,
}

/// A paper on the printed list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPaper {
    pub id: ProposalId,
    pub number: Number,
    pub title: String,
    /// The lead deputy's name.
    pub lead_name: String,
    pub units: Vec<PaperUnit>,
    /// Until when the units must reply.
    pub due: Date,
}

/// A unit's line on the sign-in sheet (签到表).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInLine {
    /// The unit's name.
    pub name: String,
    /// How many papers it leads.
    pub lead: usize,
    /// How many it assists.
    pub assisting: usize,
    /// How many it answers separately.
    pub separate: usize,
}

impl MeetingSheet {
    /// One line for each unit, in the order of the county's list of units.
    pub fn sign_in(&self) -> Vec<SignInLine> {
        let mut lines: BTreeMap<BodyId, SignInLine> = BTreeMap::new();
        for unit in self.papers.iter().flat_map(|paper| &paper.units) {
            let empty = SignInLine { name: unit.name.clone(), lead: 0, assisting: 0, separate: 0 };
            let line = lines.entry(unit.id).or_insert(empty);
            match unit.part {
                Part::Lead => line.lead += 1,
                Part::Assisting => line.assisting += 1,
                Part::Separate => line.separate += 1,
            }
        }
        lines.into_values().collect()
    }

    /// The first and the last day until which replies are due; a paper that came back keeps its first clock.
    pub fn replies_due(&self) -> Option<(Date, Date)> {
        let due = || self.papers.iter().map(|paper| paper.due);
        due().min().zip(due().max())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use uuid::Uuid;

    use super::*;

    const TODAY: Date = date(2026, 11, 24);

    fn form() -> BatchForm {
        BatchForm {
            papers: [(paper_key(ProposalId(Uuid::from_u128(1))), "3".to_owned())].into(),
            held_on: TODAY.to_string(),
            place: "县政府三楼会议室".into(),
            confirmed: true,
        }
    }

    fn problems(form: &BatchForm) -> Vec<(String, Problem)> {
        match form.parse(TODAY) {
            Err(Refusal::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.problem)).collect(),
            other => panic!("{other:?} is not refused"),
        }
    }

    #[test]
    fn a_batch_names_papers_the_place_and_today() {
        let batch = form().parse(TODAY).expect("a batch");
        assert_eq!(batch.papers, [(ProposalId(Uuid::from_u128(1)), 3)].into());
        let all: Vec<_> = problems(&BatchForm::default()).into_iter().map(|(field, _)| field).collect();
        assert_eq!(all, ["papers", "place", "held_on", "confirmed"]);
        let cases = [
            (BatchForm { held_on: "2026-11-23".into(), ..form() }, "held_on", BatchProblem::NotToday.into()),
            (BatchForm { held_on: "2026-11-25".into(), ..form() }, "held_on", BatchProblem::NotToday.into()),
            (BatchForm { confirmed: false, ..form() }, "confirmed", Problem::NotConfirmed),
            (BatchForm { place: "  ".into(), ..form() }, "place", Problem::Missing),
            (BatchForm { papers: [("x".into(), "1".into())].into(), ..form() }, "papers.x", Problem::NotAChoice),
        ];
        for (form, field, problem) in cases {
            assert_eq!(problems(&form), [(field.to_owned(), problem)]);
        }
        let many =
            (0..=MAX_PAPERS as u128).map(|n| (paper_key(ProposalId(Uuid::from_u128(n))), "1".to_owned())).collect();
        let many = problems(&BatchForm { papers: many, ..form() });
        assert_eq!(many, [("papers".to_owned(), Problem::TooMany { max: MAX_PAPERS })]);
    }

    #[test]
    fn the_sign_in_sheet_has_one_line_for_each_unit() {
        let unit = |id, part| PaperUnit { id: BodyId(id), name: format!("单位{id}"), part };
        let paper = |n: u128, due, units| SheetPaper {
            id: ProposalId(Uuid::from_u128(n)),
            number: format!("17-1-{n:03}").parse().expect("a number"),
            title: String::new(),
            lead_name: String::new(),
            units,
            due,
        };
        let papers = vec![
            paper(1, date(2027, 2, 24), vec![unit(2, Part::Lead), unit(1, Part::Assisting)]),
            paper(2, date(2027, 1, 5), vec![unit(2, Part::Lead), unit(3, Part::Separate)]),
        ];
        let sheet = MeetingSheet { meeting: None, papers, acceptance: None };
        let lines: Vec<_> = sheet.sign_in().into_iter().map(|l| (l.name, l.lead, l.assisting, l.separate)).collect();
        let line = |name: &str, lead, assisting, separate| (name.to_owned(), lead, assisting, separate);
        assert_eq!(lines, [line("单位1", 0, 1, 0), line("单位2", 2, 0, 0), line("单位3", 0, 0, 1)]);
        assert_eq!(sheet.replies_due(), Some((date(2027, 1, 5), date(2027, 2, 24))));
    }
}
