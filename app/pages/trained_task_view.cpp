#include "app/pages/trained_task_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

#include "app/pages/attribution_card.h"
#include "widgets/common/card.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/text_table.h"
#include "widgets/tasks/answer_curves.h"
#include "widgets/tasks/label_bars.h"
#include "widgets/tasks/span_text.h"

namespace vitrine::app {

namespace {

constexpr int wideShare = 600; // of a splitter; only the proportion counts
constexpr int narrowShare = 400;

/// "PER" of "B-PER".
std::string entityOf(const std::string& tag) {
    return tag.size() > 2 && tag[1] == '-' ? tag.substr(2) : std::string();
}

} // namespace

TrainedTaskView::TrainedTaskView(Workspace& workspace, TaskSolver& solver, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_solver(solver),
      m_questionRow(widgets::makeParented<QWidget>(this)),
      m_questionLabel(widgets::makeParented<QLabel>(m_questionRow)),
      m_question(widgets::makeParented<QLineEdit>(m_questionRow)),
      m_rows(widgets::makeParented<QSplitter>(Qt::Vertical, this)),
      m_upper(widgets::makeParented<QSplitter>(Qt::Horizontal, m_rows)),
      m_textCard(widgets::makeParented<widgets::Card>(m_upper)),
      m_text(widgets::makeParented<widgets::SpanText>(m_textCard)),
      m_barsCard(widgets::makeParented<widgets::Card>(m_upper)),
      m_bars(widgets::makeParented<widgets::LabelBars>(m_barsCard)),
      m_table(widgets::makeParented<widgets::TextTable>(this)),
      m_lower(widgets::makeParented<QSplitter>(Qt::Horizontal, m_rows)),
      m_curveCard(widgets::makeParented<widgets::Card>(m_lower)),
      m_curves(widgets::makeParented<widgets::AnswerCurves>(m_curveCard)),
      m_attribution(widgets::makeParented<AttributionCard>(m_lower)) {
    build();
    connectParts();
    retranslate();
    applyTheme();
}

void TrainedTaskView::build() {
    auto* asked = new QHBoxLayout(m_questionRow);
    asked->setContentsMargins({});
    asked->addWidget(m_questionLabel);
    asked->addWidget(m_question, 1);
    m_questionLabel->setBuddy(m_question);
    m_textCard->setContent(m_text);
    m_textCard->setFigure(m_text);
    m_textCard->setTable(m_table);
    m_barsCard->setContent(m_bars);
    m_barsCard->setFigure(m_bars);
    m_barsCard->setTable(m_table);
    m_curveCard->setContent(m_curves);
    m_curveCard->setFigure(m_curves);
    m_curveCard->setTable(m_curves->table());
    m_upper->setSizes({wideShare, narrowShare});
    m_lower->setSizes({wideShare, wideShare});
    for (QSplitter* splitter : {m_rows.get(), m_upper.get(), m_lower.get()}) {
        splitter->setChildrenCollapsible(false);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_questionRow);
    column->addWidget(m_rows, 1);
}

void TrainedTaskView::connectParts() {
    connect(&m_solver, &TaskSolver::classified, this, &TrainedTaskView::showLabels);
    connect(&m_solver, &TaskSolver::tagged, this, &TrainedTaskView::showTags);
    connect(&m_solver, &TaskSolver::answered, this, &TrainedTaskView::showAnswers);
    connect(&m_solver, &TaskSolver::nothingAsked, this, &TrainedTaskView::clear);
    connect(&m_solver, &TaskSolver::modelChanged, this, &TrainedTaskView::clear);
    connect(&m_solver, &TaskSolver::explained, this, [this](const InputAttribution& attribution) {
        const auto chosen = static_cast<std::size_t>(m_bars->chosen());
        const auto& rows = m_bars->rows();
        m_attribution->setAttribution(
            attribution, chosen < rows.size() ? rows[chosen].name : QString());
    });
    connect(m_bars, &widgets::LabelBars::rowChosen, this, &TrainedTaskView::chooseRow);
    connect(m_text, &widgets::SpanText::partChosen, this, &TrainedTaskView::choosePart);
    connect(m_question, &QLineEdit::textChanged, this, [this](const QString& question) {
        m_solver.setQuestion(question.toStdString());
        Q_EMIT questionChanged();
    });
}

void TrainedTaskView::setTask(LensTask task) {
    m_task = task;
    m_textCard->setVisible(task != LensTask::Classification);
    m_curveCard->setVisible(task == LensTask::Questions);
    m_questionRow->setVisible(task == LensTask::Questions);
    retranslate();
    clear();
}

void TrainedTaskView::setQuestion(const QString& question) {
    m_question->setText(question);
}

void TrainedTaskView::clear() {
    m_labels.clear();
    m_tagged = {};
    m_answers = {};
    m_word = -1;
    m_bars->setRows({});
    m_text->setParts(m_workspace.text(), {});
    m_curves->setTokens({}, {});
    m_attribution->clear();
    fillTable();
}

void TrainedTaskView::showLabels(const std::vector<LabelProbability>& labels) {
    m_labels = labels;
    std::vector<widgets::LabelBars::Row> rows;
    for (const auto& label : labels) {
        rows.push_back({QString::fromStdString(label.label), label.probability});
    }
    m_bars->setRows(std::move(rows));
    fillTable();
    chooseRow(0);
}

int TrainedTaskView::colorOf(const std::string& entity) const {
    std::vector<std::string> entities;
    for (const auto& tag : m_solver.model()->task().labels) {
        if (const auto kind = entityOf(tag);
            !kind.empty() && std::ranges::count(entities, kind) == 0) {
            entities.push_back(kind);
        }
    }
    const auto found = std::ranges::find(entities, entity);
    return found == entities.end() ? -1 : static_cast<int>(found - entities.begin());
}

/// Every word is a part, so that its tags can be looked at; the last one of an entity names it.
void TrainedTaskView::showTags(const TaggedText& tagged) {
    m_tagged = tagged;
    std::vector<widgets::SpanText::Part> parts;
    int first = -1;
    for (const auto& word : tagged.words) {
        const auto entity = entityOf(word.tag);
        widgets::SpanText::Part part{word.begin, word.end, colorOf(entity)};
        const auto span = std::ranges::find(tagged.spans, word.end, &TaggedSpan::end);
        if (span != tagged.spans.end()) {
            part.name = QString::fromStdString(span->entity);
        }
        //: %1 is a tag such as B-PER, %2 a probability
        part.tip = tr("%1, probability %2")
                       .arg(QString::fromStdString(word.tag),
                           widgets::formatProbability(word.probability));
        first = first < 0 && !entity.empty() ? static_cast<int>(parts.size()) : first;
        parts.push_back(std::move(part));
    }
    m_text->setParts(m_workspace.text(), std::move(parts));
    m_textCard->setSubtitle(tagged.wordsDropped > 0
            ? tr("%n words at the end do not fit the context", nullptr,
                static_cast<int>(tagged.wordsDropped))
            : tr("%n found; click a word for its tags", nullptr,
                static_cast<int>(tagged.spans.size())));
    fillTable();
    chooseWord(first >= 0 ? first : 0);
}

void TrainedTaskView::chooseWord(int word) {
    if (word >= static_cast<int>(m_tagged.words.size())) {
        return;
    }
    m_word = word;
    const auto& shown = m_tagged.words[static_cast<std::size_t>(word)];
    m_labels.clear();
    const auto& tags = m_solver.model()->task().labels;
    for (std::size_t i = 0; i < tags.size(); ++i) {
        m_labels.push_back({tags[i], shown.probabilities[i]});
    }
    std::ranges::stable_sort(m_labels, std::greater<>(), &LabelProbability::probability);
    std::vector<widgets::LabelBars::Row> rows;
    for (const auto& label : m_labels) {
        rows.push_back({QString::fromStdString(label.label), label.probability});
    }
    m_bars->setRows(std::move(rows));
    m_barsCard->setSubtitle(textOf(shown.begin, shown.end));
    m_text->setChosen(word);
    chooseRow(0);
}

/// The answers that do not overlap a likelier one, the likelier the stronger.
void TrainedTaskView::showAnswers(const Answers& answers) {
    m_answers = answers;
    std::vector<widgets::LabelBars::Row> rows;
    for (const auto& span : answers.spans) {
        //: %1 is an answer, %2 and %3 are probabilities
        rows.push_back({textOf(span.begin, span.end), span.probability(),
            tr("%1: starts here %2 × ends here %3")
                .arg(textOf(span.begin, span.end),
                    widgets::formatProbability(span.startProbability),
                    widgets::formatProbability(span.endProbability))});
    }
    rows.push_back({tr("(the text does not tell)"), answers.noAnswer});
    m_bars->setRows(std::move(rows));
    showCurves();
    fillTable();
    chooseRow(answers.best() ? 0 : static_cast<int>(answers.spans.size()));
}

void TrainedTaskView::showCurves() {
    m_curves->setTokens(m_workspace.text(), m_answers.tokens);
}

void TrainedTaskView::choosePart(int part) {
    if (m_task == LensTask::Entities) {
        chooseWord(part);
    }
}

void TrainedTaskView::chooseRow(int row) {
    m_bars->setChosen(row);
    if (m_task == LensTask::Questions) {
        std::vector<widgets::SpanText::Part> parts;
        if (row < static_cast<int>(m_answers.spans.size())) {
            const auto& span = m_answers.spans[static_cast<std::size_t>(row)];
            parts.push_back({span.begin, span.end, 0, 1, {}, {}});
        }
        m_text->setParts(m_workspace.text(), std::move(parts));
    }
    explainRow(row);
}

void TrainedTaskView::explainRow(int row) {
    const auto index = static_cast<std::size_t>(row);
    if (m_task == LensTask::Questions) {
        if (index < m_answers.spans.size()) {
            m_solver.explainAnswer(m_answers.spans[index]);
        } else {
            m_attribution->clear();
        }
    } else if (index >= m_labels.size()) {
        m_attribution->clear();
    } else if (m_task == LensTask::Entities) {
        m_solver.explainTag(
            m_tagged.words[static_cast<std::size_t>(m_word)].begin, m_labels[index].label);
    } else {
        m_solver.explainLabel(m_labels[index].label);
    }
}

QString TrainedTaskView::textOf(std::size_t begin, std::size_t end) const {
    return QString::fromStdString(m_workspace.text().substr(begin, end - begin));
}

void TrainedTaskView::fillTable() {
    using Cell = widgets::TextTable::Cell;
    const auto number = [](double value) {
        return Cell{widgets::formatProbability(value), value, false};
    };
    QList<QList<Cell>> rows;
    if (m_task == LensTask::Entities) {
        for (const auto& span : m_tagged.spans) {
            rows.append({{textOf(span.begin, span.end), {}, false},
                {QString::fromStdString(span.entity), {}, false}, number(span.probability)});
        }
        m_table->setRows({tr("entity"), tr("kind"), tr("probability")}, std::move(rows));
        return;
    }
    if (m_task == LensTask::Questions) {
        for (const auto& span : m_answers.spans) {
            rows.append({{textOf(span.begin, span.end), {}, false}, number(span.probability()),
                number(span.startProbability), number(span.endProbability)});
        }
        m_table->setRows(
            {tr("answer"), tr("probability"), tr("start"), tr("end")}, std::move(rows));
        return;
    }
    for (const auto& label : m_labels) {
        rows.append({{QString::fromStdString(label.label), {}, false}, number(label.probability)});
    }
    m_table->setRows({tr("label"), tr("probability")}, std::move(rows));
}

void TrainedTaskView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void TrainedTaskView::retranslate() {
    m_questionLabel->setText(tr("Question"));
    m_question->setPlaceholderText(tr("What is asked of the text at the top?"));
    m_question->setToolTip(tr("The answer is looked for in the text at the top of the window"));
    m_question->setAccessibleName(tr("Question"));
    m_textCard->setTitle(m_task == LensTask::Questions ? tr("Answer in the text") : tr("Entities"));
    m_curveCard->setTitle(tr("Where the answer starts and ends"));
    switch (m_task) {
    case LensTask::Entities:
        m_barsCard->setTitle(tr("Tags of the word"));
        m_text->setToolTip(tr("Click a word to see how likely each tag is"));
        break;
    case LensTask::Questions:
        m_textCard->setSubtitle({});
        m_barsCard->setTitle(tr("Answers"));
        m_barsCard->setSubtitle(tr("start × end"));
        m_text->setToolTip(tr("The answer chosen among the bars"));
        break;
    default:
        m_barsCard->setTitle(tr("Labels"));
        m_barsCard->setSubtitle(tr("click one to see what speaks for it"));
        break;
    }
    m_bars->setToolTip(tr("Click an answer to see which tokens it hangs on"));
    fillTable();
}

void TrainedTaskView::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    layout()->setSpacing(gap);
    m_questionRow->layout()->setSpacing(theme.px(8));
    for (QSplitter* splitter : {m_rows.get(), m_upper.get(), m_lower.get()}) {
        splitter->setHandleWidth(gap);
    }
}

} // namespace vitrine::app
