#include "app/pages/masked_words.h"

#include <QEvent>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include "app/model_text.h"
#include "app/pages/context_contrast_card.h"
#include "app/pages/mask_candidates_card.h"
#include "app/pages/masked_text_card.h"
#include "app/pages/next_sentence_card.h"
#include "app/pages/notice_card.h"
#include "app/window/command_registry.h"
#include "app/workspace/laboratory.h"
#include "widgets/common/card.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

const QString hideToken = QStringLiteral("hideToken");
const QString hideSome = QStringLiteral("hideSomeTokens");
const QString hideNothing = QStringLiteral("hideNoTokens");

} // namespace

MaskedWords::MaskedWords(Laboratory& laboratory, CommandRegistry& commands, QWidget* parent)
    : QWidget(parent), m_laboratory(laboratory), m_commands(commands),
      m_notice(widgets::makeParented<widgets::MessageBar>(this)),
      m_missing(widgets::makeParented<NoticeCard>(this)),
      m_rows(widgets::makeParented<QSplitter>(Qt::Vertical, this)),
      m_columns(widgets::makeParented<QSplitter>(Qt::Horizontal, m_rows)),
      m_right(widgets::makeParented<QWidget>(m_columns)),
      m_text(widgets::makeParented<MaskedTextCard>(laboratory, m_rows)),
      m_candidates(widgets::makeParented<MaskCandidatesCard>(laboratory, m_columns)),
      m_contrast(widgets::makeParented<ContextContrastCard>(laboratory, m_right)),
      m_nextSentence(widgets::makeParented<NextSentenceCard>(laboratory, m_right)) {
    m_rows->insertWidget(0, m_text);
    m_columns->insertWidget(0, m_candidates);
    m_rows->setStretchFactor(0, 2);
    m_rows->setStretchFactor(1, 5);
    m_columns->setStretchFactor(0, 2);
    m_columns->setStretchFactor(1, 3);
    auto* right = new QVBoxLayout(m_right);
    right->setContentsMargins({});
    right->addWidget(m_contrast, 1);
    right->addWidget(m_nextSentence);
    for (QSplitter* splitter : {m_rows.get(), m_columns.get()}) {
        splitter->setChildrenCollapsible(false);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    for (QWidget* part : {static_cast<QWidget*>(m_notice), static_cast<QWidget*>(m_missing),
             static_cast<QWidget*>(m_rows)}) {
        layout->addWidget(part);
    }
    layout->setStretchFactor(m_rows, 1);
    layout->addStretch(0);
    addCommands();
    connect(m_candidates, &MaskCandidatesCard::explained, this, &MaskedWords::explained);
    connect(
        m_candidates, &MaskCandidatesCard::nothingToExplain, this, &MaskedWords::nothingToExplain);
    connect(&laboratory.workspace(), &Workspace::modelChanged, this, &MaskedWords::followModel);
    connect(&laboratory.maskFiller(), &MaskFiller::changed, this, &MaskedWords::showNotice);
    followModel();
    applyTheme();
    retranslate();
}

void MaskedWords::addCommands() {
    m_commands.add(hideToken,
        {QT_TRANSLATE_NOOP("Commands", "Hide or show the token"),
            QT_TRANSLATE_NOOP("Commands", "Hide the selected token from the model, or show it")},
        {}, [this] { m_text->toggleSelected(); });
    m_commands.add(hideSome,
        {QT_TRANSLATE_NOOP("Commands", "Hide 15 % of the tokens"),
            QT_TRANSLATE_NOOP("Commands", "Hide tokens at random, as BERT learns")},
        {}, [this] { m_text->hideSome(); });
    m_commands.add(hideNothing,
        {QT_TRANSLATE_NOOP("Commands", "Hide no token"),
            QT_TRANSLATE_NOOP("Commands", "Show the model every token again")},
        {}, [this] { m_text->hideNothing(); });
}

void MaskedWords::followModel() {
    const auto& workspace = m_laboratory.workspace();
    const auto abilities = workspace.model() ? workspace.model()->info().abilities : Abilities();
    for (const auto& command : {hideToken, hideSome, hideNothing}) {
        m_commands.action(command)->setEnabled(abilities.fillsMasks);
    }
    m_missing->setVisible(!abilities.fillsMasks);
    for (QWidget* card : {static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_candidates),
             static_cast<QWidget*>(m_contrast)}) {
        card->setVisible(abilities.fillsMasks);
    }
    m_rows->setVisible(abilities.fillsMasks || abilities.judgesNextSentence);
    retranslate();
}

void MaskedWords::showNotice() {
    const auto& text = m_laboratory.maskFiller().text();
    if (text.left == 0) {
        m_notice->clear();
        return;
    }
    m_notice->showMessage(widgets::MessageBar::Kind::Notice,
        text.secondTokens > 0
            ? tr("The pair is longer than the model's context: %n token(s) at the ends of the "
                 "texts are left out, first of the longer one.",
                nullptr, text.left)
            : tr("The text is longer than the model's context: its last %n token(s) are left out.",
                nullptr, text.left));
}

void MaskedWords::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_laboratory.maskFiller().setPaused(false);
}

void MaskedWords::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_laboratory.maskFiller().setPaused(true);
}

void MaskedWords::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void MaskedWords::retranslate() {
    m_missing->setTitle(tr("Masked words"));
    if (const auto& model = m_laboratory.workspace().model()) {
        m_missing->setText(tr("%1 has no masked-token head: it computes a hidden state for every "
                              "token, but no candidates for a hidden one. The lenses Attention and "
                              "Layers show what it computes.")
                               .arg(modelTitle(model->info())));
    }
    showNotice();
}

void MaskedWords::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    layout()->setSpacing(gap);
    m_right->layout()->setSpacing(gap);
    for (QSplitter* splitter : {m_rows.get(), m_columns.get()}) {
        splitter->setHandleWidth(gap);
    }
}

} // namespace vitrine::app
