#include "app/pages/attention_inspector.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/attention/attention_why.h"
#include "widgets/attention/output_change_bars.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/tokens/token_shading.h"

namespace vitrine::app {

namespace {

constexpr qsizetype listedInterventions = 6;
constexpr int divergenceHeight = 140;

} // namespace

AttentionInspector::AttentionInspector(QWidget* parent)
    : QWidget(parent), m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_why(widgets::makeParented<widgets::AttentionWhy>(this)),
      m_textbook(widgets::makeParented<QPushButton>(this)),
      m_changeTitle(widgets::makeParented<QLabel>(this)),
      m_changes(widgets::makeParented<QLabel>(this)),
      m_undo(widgets::makeParented<QPushButton>(this)),
      m_bars(widgets::makeParented<widgets::OutputChangeBars>(this)),
      m_divergenceTitle(widgets::makeParented<QLabel>(this)),
      m_divergence(widgets::makeParented<widgets::TokenShading>(this)) {
    widgets::setTextRole(m_changeTitle, widgets::TextRole::Heading);
    widgets::setTextRole(m_changes, widgets::TextRole::Caption);
    widgets::setTextRole(m_divergenceTitle, widgets::TextRole::Caption);
    m_changes->setWordWrap(true);
    m_divergenceTitle->setWordWrap(true);
    m_layout->addWidget(m_why);
    m_layout->addWidget(m_textbook, 0, Qt::AlignLeft);
    m_layout->addWidget(m_changeTitle);
    m_layout->addWidget(m_changes);
    m_layout->addWidget(m_undo, 0, Qt::AlignLeft);
    m_layout->addWidget(m_bars);
    m_layout->addWidget(m_divergenceTitle);
    m_layout->addWidget(m_divergence);
    m_layout->addStretch(1);
    connect(m_textbook, &QPushButton::clicked, this, &AttentionInspector::textbookAsked);
    connect(m_undo, &QPushButton::clicked, this, &AttentionInspector::undoAsked);
    connect(m_divergence, &widgets::TokenShading::tokenSelected, this,
        &AttentionInspector::positionSelected);
    m_divergence->setColors(widgets::TokenShading::Colors::Positive);
    setInterventions({});
    applyTheme();
}

void AttentionInspector::setTokens(const std::vector<Token>& tokens) {
    m_names = widgets::tokenTexts(tokens);
    m_tokens = tokens;
}

void AttentionInspector::showDerivation(
    const AttentionDerivation& derivation, const InspectedText& text) {
    m_why->setDerivation(derivation, widgets::tokenTexts(text.tokens), text.segments);
}

void AttentionInspector::showTextbook(const AttentionDerivation& derivation) {
    m_why->setDerivation(derivation, {QStringLiteral("A"), QStringLiteral("B")});
}

void AttentionInspector::clearDerivation() {
    m_why->clear();
}

void AttentionInspector::setInterventions(const Interventions& interventions) {
    m_interventions = interventions;
    if (interventions.empty()) {
        clearChange();
    }
    retranslate();
}

void AttentionInspector::showChange(const OutputChange& change) {
    m_bars->setChange(change);
    m_divergence->setTokens(m_tokens, change.divergence);
    m_divergence->setSelectedToken(change.position);
    m_divergence->show();
    m_divergenceTitle->show();
}

void AttentionInspector::clearChange() {
    m_bars->clear();
    m_divergence->hide();
    m_divergenceTitle->hide();
}

void AttentionInspector::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

QString AttentionInspector::interventionText() const {
    QStringList lines;
    for (const auto& ablation : m_interventions.heads) {
        const auto name = QStringLiteral("%1·%2").arg(ablation.head.layer).arg(ablation.head.head);
        //: %1 is a head
        lines << (ablation.kind == HeadAblation::Kind::Zero
                ? tr("%1 off: its output is zero").arg(name)
                : tr("%1 off: its output is its mean over the text").arg(name));
    }
    for (const auto& edit : m_interventions.mask) {
        const auto pair
            = QStringLiteral("%1 → %2").arg(m_names.value(edit.query), m_names.value(edit.key));
        //: %1 is a pair of tokens
        lines << (edit.kind == MaskEdit::Kind::Forbid ? tr("%1 forbidden").arg(pair)
                                                      : tr("%1 forced").arg(pair));
    }
    const auto others = lines.size() - listedInterventions;
    if (others > 0) {
        lines.resize(listedInterventions);
        lines << tr("and %n more", nullptr, static_cast<int>(others));
    }
    return lines.join(QLatin1Char('\n'));
}

void AttentionInspector::retranslate() {
    const bool none = m_interventions.empty();
    m_textbook->setText(tr("Textbook example"));
    m_textbook->setToolTip(tr("The same steps with scores 112 and 96 and d_k = 64"));
    m_changeTitle->setText(tr("What changes the output"));
    m_changes->setText(interventionText());
    m_changes->setVisible(!none);
    m_undo->setText(tr("Undo all"));
    m_undo->setToolTip(tr("Switch every head on and take the mask as the model has it"));
    m_undo->setVisible(!none);
    m_divergence->setUnit(tr("bits"));
    m_divergenceTitle->setText(tr("By how many bits the output after each token changes (KL)"));
}

void AttentionInspector::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_layout->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    m_layout->setSpacing(theme.px(8));
    m_divergence->setFixedHeight(theme.px(divergenceHeight));
}

} // namespace vitrine::app
