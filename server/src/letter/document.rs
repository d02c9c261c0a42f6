//! The letter for text processors (Office Open XML), set after GB/T 9704.

use docx_rs::{
    AlignmentType, BorderType, Docx, Footer, HeightRule, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run, RunFonts, SpecialIndentType, Tab, TabValueType,
    Table, TableCell, TableLayoutType, TableRow, VAlignType, WidthType,
};
use domain::proposal::letter::{Letter, Paragraph as Part, Survey};

/// A typeface and its size in half points.
type Face = (&'static str, usize);
/// 小标宋, which every office has; where it is missing, text processors take SimSun.
const HEAD: Face = ("方正小标宋简体", 84);
const LONG_HEAD: Face = ("方正小标宋简体", 60);
/// 二号.
const TITLE: Face = ("方正小标宋简体", 44);
/// 三号.
const TEXT: Face = ("FangSong", 32);
const HEADING: Face = ("SimHei", 32);
/// 四号.
const SMALL: Face = ("FangSong", 28);
const FOLIO: Face = ("SimSun", 28);

// Twips, 20 to a point.
/// The width of a line: 156 mm.
const WIDTH: usize = 8845;
/// 22 lines on a page.
const LINE: i32 = 578;
const RED: &str = "C00000";

/// The document: the letter, and the form on a page of its own.
pub(super) fn document(letter: &Letter) -> Docx {
    let margins = PageMargin { top: 2098, left: 1587, bottom: 1984, right: 1474, header: 851, footer: 1587, gutter: 0 };
    let document = Docx::new()
        .page_size(11906, 16838)
        .page_margin(margins)
        .default_fonts(fonts(TEXT.0))
        .default_size(TEXT.1)
        .footer(Footer::new().add_paragraph(folio()))
        .add_paragraph(line(&letter.class, HEADING))
        .add_paragraph(head(letter))
        .add_paragraph(reference(letter));
    let [above, below] = &letter.title;
    let rules = [ParagraphBorderPosition::Top, ParagraphBorderPosition::Bottom];
    // The unit over the date, both in the middle of the right half, where the seal is set.
    let for_seal = |paragraph: Paragraph| centred(paragraph).indent(Some(4000), None, None, None).keep_next(true);
    let parts = [
        spaced(title(above), 640, 2 * LINE, 0).keep_next(true),
        spaced(title(below), 640, 0, LINE).keep_next(true),
        line(&letter.addressee, TEXT),
    ];
    let end = [
        indented(spaced(line(&letter.enclosed, TEXT), LINE, LINE, 0)).keep_next(true),
        for_seal(spaced(line(&letter.unit, TEXT), LINE, 2 * LINE, 0)),
        for_seal(line(&letter.day, TEXT)),
        indented(spaced(line(&letter.contact, TEXT), LINE, LINE, LINE / 2)).keep_next(true),
        ruled(line(&letter.copies, SMALL), &rules, 6, "000000"),
        spaced(title(&letter.survey.title), 640, 0, LINE).page_break_before(true),
    ];
    // The seal never stands on a page without text of the letter.
    let last = letter.body.len().saturating_sub(1);
    let body = letter.body.iter().enumerate().map(|(n, part)| match part {
        Part::Heading(heading) => indented(line(heading, HEADING)).keep_next(true),
        Part::Text(text) => {
            indented(line(text, TEXT)).align(AlignmentType::Both).widow_control(false).keep_next(n == last)
        }
    });
    parts
        .into_iter()
        .chain(body)
        .chain(end)
        .fold(document, Docx::add_paragraph)
        .add_table(table(&letter.survey))
        .add_paragraph(spaced(line(&letter.survey.note, SMALL), 480, LINE / 2, 0).align(AlignmentType::Both))
}

/// The unit's name in red.
fn head(letter: &Letter) -> Paragraph {
    let face = if letter.has_long_head() { LONG_HEAD } else { HEAD };
    centred(spaced(Paragraph::new().add_run(run(&letter.unit, face).color(RED)), 1000, LINE, LINE))
}

/// The number of the letter on the left, who signed it on the right, a character inside the red rule below.
fn reference(letter: &Letter) -> Paragraph {
    let tab = |kind, at| Tab::new().val(kind).pos(at);
    let text = run("", TEXT).add_tab().add_text(plain(&letter.document_number));
    let text = text.add_tab().add_text(plain(&letter.signer));
    let line = spaced(Paragraph::new().add_run(text), LINE, 0, 0);
    let line = line.add_tab(tab(TabValueType::Left, 320)).add_tab(tab(TabValueType::Right, WIDTH - 320));
    ruled(line, &[ParagraphBorderPosition::Bottom], 16, RED)
}

fn title(text: &str) -> Paragraph {
    centred(line(text, TITLE))
}

/// “— 1 —”.
fn folio() -> Paragraph {
    let number = Paragraph::new().add_run(run("— ", FOLIO)).add_page_num(PageNum::new()).add_run(run(" —", FOLIO));
    centred(number).fonts(fonts(FOLIO.0)).size(FOLIO.1)
}

/// The form.
fn table(survey: &Survey) -> Table {
    const LABEL: usize = 2000;
    let cell = |text: Paragraph, width| {
        TableCell::new().add_paragraph(text).vertical_align(VAlignType::Center).width(width, WidthType::Dxa)
    };
    let rows = survey.rows.iter().map(|row| {
        let height = if row.is_tall { 2800.0 } else { 740.0 };
        let [label, value] = [&row.label, &row.value].map(|text| spaced(line(text, SMALL), 480, 0, 0));
        TableRow::new(vec![cell(centred(label), LABEL), cell(value, WIDTH - LABEL)])
            .row_height(height)
            .height_rule(HeightRule::AtLeast)
            .cant_split()
    });
    Table::new(rows.collect())
        .set_grid(vec![LABEL, WIDTH - LABEL])
        .layout(TableLayoutType::Fixed)
        .width(WIDTH, WidthType::Dxa)
}

fn centred(paragraph: Paragraph) -> Paragraph {
    paragraph.align(AlignmentType::Center)
}

/// A paragraph whose first line begins two characters in.
fn indented(paragraph: Paragraph) -> Paragraph {
    paragraph.indent(None, Some(SpecialIndentType::FirstLine(640)), None, None)
}

/// A paragraph of one text.
fn line(text: &str, face: Face) -> Paragraph {
    spaced(Paragraph::new().add_run(run(text, face)), LINE, 0, 0)
}

/// A paragraph with lines of a fixed height, and space around it.
fn spaced(paragraph: Paragraph, line: i32, before: i32, after: i32) -> Paragraph {
    let spacing = LineSpacing::new().line_rule(LineSpacingType::Exact).line(line);
    paragraph.line_spacing(spacing.before(before.unsigned_abs()).after(after.unsigned_abs()))
}

/// A paragraph with rules so many eighths of a point thick.
fn ruled(mut paragraph: Paragraph, sides: &[ParagraphBorderPosition], eighths: usize, colour: &str) -> Paragraph {
    let rule = |side: &ParagraphBorderPosition| {
        ParagraphBorder::new(side.clone()).val(BorderType::Single).size(eighths).space(6).color(colour)
    };
    let borders = sides.iter().map(rule).fold(ParagraphBorders::with_empty(), ParagraphBorders::set);
    paragraph.property = paragraph.property.set_borders(borders);
    paragraph
}

fn run(text: &str, (name, size): Face) -> Run {
    Run::new().add_text(plain(text)).fonts(fonts(name)).size(size)
}

/// One typeface for every script, so that figures and quotation marks go with the characters around them.
fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name)
}

/// A text without the two letters that XML does not know (XML 1.0, section 2.2).
fn plain(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "")
}
