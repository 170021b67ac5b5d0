#include "app/pages/generation_task_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include "app/pages/attribution_card.h"
#include "widgets/common/card.h"
#include "widgets/common/color_scale.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/ngram/text_table.h"
#include "widgets/tokens/token_shading.h"

namespace vitrine::app {

GenerationTaskView::GenerationTaskView(TaskGeneration& generation, QWidget* parent)
    : QWidget(parent), m_generation(generation),
      m_instructionLabel(widgets::makeParented<QLabel>(this)),
      m_instruction(widgets::makeParented<QLineEdit>(this)),
      m_run(widgets::makeParented<QPushButton>(this)),
      m_stop(widgets::makeParented<QPushButton>(this)), m_note(widgets::makeParented<QLabel>(this)),
      m_rows(widgets::makeParented<QSplitter>(Qt::Vertical, this)),
      m_promptCard(widgets::makeParented<widgets::Card>(m_rows)),
      m_prompt(widgets::makeParented<widgets::TokenShading>(m_promptCard)),
      m_answerCard(widgets::makeParented<widgets::Card>(m_rows)),
      m_answer(widgets::makeParented<widgets::TokenShading>(m_answerCard)),
      m_table(widgets::makeParented<widgets::TextTable>(this)),
      m_attribution(widgets::makeParented<AttributionCard>(m_rows)) {
    build();
    connect(m_run, &QPushButton::clicked, this,
        [this] { m_generation.run(m_task, m_instruction->text().toStdString()); });
    connect(m_instruction, &QLineEdit::returnPressed, m_run, &QPushButton::click);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_generation.stop(); });
    connect(&generation, &TaskGeneration::changed, this, &GenerationTaskView::show);
    connect(m_answer, &widgets::TokenShading::tokenSelected, this, &GenerationTaskView::choose);
    connect(
        &generation, &TaskGeneration::explained, this, [this](const InputAttribution& attribution) {
            const auto token = static_cast<std::size_t>(m_answer->selectedToken());
            const auto& tokens = m_generation.tokens();
            m_attribution->setAttribution(attribution,
                token < tokens.size() ? widgets::tokenText(tokens[token].bytes) : QString());
        });
    retranslate();
    applyTheme();
    show();
}

void GenerationTaskView::build() {
    auto* controls = new QHBoxLayout;
    controls->addWidget(m_instructionLabel);
    controls->addWidget(m_instruction, 1);
    controls->addWidget(m_run);
    controls->addWidget(m_stop);
    controls->addWidget(m_note, 1);
    m_instructionLabel->setBuddy(m_instruction);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_promptCard->setContent(m_prompt);
    m_promptCard->setFigure(m_prompt);
    m_answerCard->setContent(m_answer);
    m_answerCard->setFigure(m_answer);
    m_answerCard->setTable(m_table);
    m_prompt->setColors(widgets::TokenShading::Colors::Positive);
    m_answer->setColors(widgets::TokenShading::Colors::Positive);
    m_prompt->setLargest(1); // nothing of it is shaded
    m_answer->setLargest(widgets::fullSurprisalBits);
    m_rows->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(controls);
    column->addWidget(m_rows, 1);
}

void GenerationTaskView::setTask(LensTask task) {
    if (task != m_task) {
        m_task = task;
        m_generation.clear();
    }
    retranslate();
}

void GenerationTaskView::setInstruction(const QString& instruction) {
    m_instruction->setText(instruction);
}

QString GenerationTaskView::instruction() const {
    return m_instruction->text();
}

void GenerationTaskView::show() {
    const auto& prompt = m_generation.prompt();
    const auto& made = m_generation.tokens();
    m_prompt->setTokens(prompt, std::vector<double>(prompt.size()));
    std::vector<Token> tokens;
    std::vector<double> surprisals;
    for (const auto& token : made) {
        tokens.push_back({token.id, token.bytes, {}, 0, 0, false});
        surprisals.push_back(widgets::surprisalBits(token.logProbability));
    }
    m_answer->setTokens(std::move(tokens), std::move(surprisals));
    if (made.empty()) {
        m_attribution->clear();
        m_answer->setSelectedToken(-1);
    }
    const bool running = m_generation.isRunning();
    m_promptCard->setVisible(!prompt.empty());
    m_attribution->setVisible(!made.empty());
    m_answerCard->setSubtitle(made.empty() && !running
            //: %1 is what a button says
            ? tr("press “%1” and the model writes here").arg(m_run->text())
            : tr("colour: surprisal in bits; click a token for its reasons"));
    m_run->setVisible(!running);
    m_stop->setVisible(running);
    m_promptCard->setSubtitle(tr("%n tokens", nullptr, static_cast<int>(prompt.size())));
    fillTable();
}

void GenerationTaskView::choose(int token) {
    m_generation.explain(token);
}

void GenerationTaskView::fillTable() {
    using Cell = widgets::TextTable::Cell;
    QList<QList<Cell>> rows;
    for (const auto& token : m_generation.tokens()) {
        rows.append({{widgets::tokenText(token.bytes), {}, false},
            {widgets::formatProbability(token.modelProbability), token.modelProbability, false},
            {widgets::formatCount(token.rank), token.rank, false},
            {widgets::formatBits(token.entropy), token.entropy, false}});
    }
    m_table->setRows({tr("token"), tr("probability"), tr("rank"), tr("entropy")}, std::move(rows));
}

void GenerationTaskView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void GenerationTaskView::retranslate() {
    const bool summary = m_task == LensTask::Summary;
    m_instructionLabel->setVisible(summary);
    m_instruction->setVisible(summary);
    m_note->setVisible(!summary);
    m_instructionLabel->setText(tr("Instruction"));
    m_instruction->setAccessibleName(tr("Instruction"));
    m_instruction->setToolTip(tr("What the model is asked about the text: behind it, or before it "
                                 "where the model converses"));
    m_run->setText(m_task == LensTask::Dialogue ? tr("Answer")
            : summary                           ? tr("Summarise")
                                                : tr("Continue"));
    m_run->setToolTip(tr("Let the model write, with the strategy and length set in Generate"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stop writing; what is there stays"));
    m_note->setText(m_task == LensTask::Dialogue
            ? tr("The text at the top is what the user says, put into the model's chat template.")
            : tr("The model goes on from the text at the top."));
    m_promptCard->setTitle(tr("What the model reads"));
    m_answerCard->setTitle(tr("What it writes"));
    m_prompt->setToolTip(tr("The prompt, with the marks of the chat template"));
    m_answer->setToolTip(tr("Click a token to see which tokens it hangs on"));
    m_answer->setUnit(tr("bits"));
    show();
}

void GenerationTaskView::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    layout()->setSpacing(theme.px(12));
    m_rows->setHandleWidth(theme.px(12));
}

} // namespace vitrine::app
