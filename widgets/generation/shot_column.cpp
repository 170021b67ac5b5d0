#include "widgets/generation/shot_column.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/common/elided_label.h"
#include "widgets/common/theme.h"
#include "widgets/generation/candidate_answer_model.h"
#include "widgets/generation/share_delegate.h"

namespace vitrine::widgets {

ShotColumn::ShotColumn(QWidget* parent)
    : QWidget(parent), m_title(makeParented<QLabel>(this)),
      m_views(makeParented<QStackedWidget>(this)),
      m_answers(makeParented<CandidateAnswerModel>(this)) {
    setTextRole(m_title, TextRole::Heading);
    m_views->addWidget(makePrompt());
    m_views->addWidget(makeAnswers());
    const auto layout = makeParented<QVBoxLayout>(this);
    layout->setContentsMargins({});
    layout->addWidget(m_title);
    layout->addWidget(m_views, 1);
    applyTheme();
    retranslate();
}

QWidget* ShotColumn::makePrompt() {
    const auto content = makeParented<QWidget>(m_views.get());
    m_prompt = makeParented<QPlainTextEdit>(content.get());
    m_prompt->setReadOnly(true);
    m_prompt->setTabChangesFocus(true);
    m_use = makeParented<QPushButton>(content.get());
    const auto layout = makeParented<QVBoxLayout>(content.get());
    layout->setContentsMargins({});
    layout->addWidget(m_prompt, 1);
    layout->addWidget(m_use, 0, Qt::AlignLeft);
    connect(m_use, &QPushButton::clicked, this,
        [this] { Q_EMIT promptChosen(m_prompt->toPlainText()); });
    return content;
}

QWidget* ShotColumn::makeAnswers() {
    const auto content = makeParented<QWidget>(m_views.get());
    m_said = makeParented<ElidedLabel>(content.get());
    setTextRole(m_said, TextRole::Body);
    m_table = makeParented<QTableView>(content.get());
    m_table->setModel(m_answers);
    m_table->setItemDelegateForColumn(
        CandidateAnswerModel::Text, makeParented<ShareDelegate>(m_table.get()));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setProperty("dense", true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    const auto layout = makeParented<QVBoxLayout>(content.get());
    layout->setContentsMargins({});
    layout->addWidget(m_said);
    layout->addWidget(m_table, 1);
    layout->addStretch();
    return content;
}

void ShotColumn::setPrompt(const QString& title, const QString& prompt) {
    m_title->setText(title);
    m_prompt->setPlainText(prompt);
    retranslate();
}

void ShotColumn::setTrial(const std::optional<PromptTrial>& trial) {
    m_trial = trial;
    m_answers->setAnswers(trial ? trial->candidates : std::vector<CandidateAnswer>());
    showTrial();
}

void ShotColumn::showAnswers(bool answers) {
    m_views->setCurrentIndex(answers ? 1 : 0);
}

void ShotColumn::showTrial() {
    m_table->setVisible(m_trial && !m_trial->candidates.empty());
    //: %1 is what the model goes on with
    m_said->setText(
        m_trial ? tr("The model says: %1").arg(m_trial->continuation) : tr("Press Run all."));
}

void ShotColumn::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::StyleChange)
        applyTheme();
}

void ShotColumn::applyTheme() {
    const Theme theme = Theme::of(this);
    m_prompt->setFont(theme.monoFont(TextSize::Caption));
    m_table->verticalHeader()->setDefaultSectionSize(theme.px(26));
}

void ShotColumn::retranslate() {
    m_use->setText(tr("Use this prompt"));
    m_use->setToolTip(tr("Puts this prompt under glass."));
    //: %1 is "Zero-shot"
    m_prompt->setAccessibleName(tr("%1 prompt").arg(m_title->text()));
    m_prompt->setToolTip(tr("What the model is given to continue."));
    m_table->setAccessibleName(tr("%1 answers").arg(m_title->text()));
    m_table->setToolTip(tr("The candidate answers and their probabilities."));
    m_answers->retranslate();
    showTrial();
}

} // namespace vitrine::widgets
