#include "app/pages/why_panel.h"

#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "app/pages/candidate_derivation.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/generation/processor_text.h"

namespace vitrine::app {

namespace {

using widgets::formatNumber;
using widgets::formatProbability;

constexpr int drawDecimals = 4;

/// The bytes of a candidate that the distribution lists.
std::string bytesOf(const NextTokenDistribution& distribution, TokenId id) {
    const auto found = std::find_if(distribution.candidates.begin(), distribution.candidates.end(),
        [id](const TokenProbability& candidate) { return candidate.id == id; });
    return found == distribution.candidates.end() ? std::string() : found->bytes;
}

QString formulaText(const CandidateDerivation& derivation, const GenerationOptions& options) {
    QStringList lines;
    lines << QStringLiteral("p = exp(z) / Σ exp(z)");
    lines << QStringLiteral("z = %1   ln Σ exp(z) = %2")
                 .arg(formatNumber(derivation.logit, 2), formatNumber(derivation.logSumExp, 2));
    lines << QStringLiteral("p = exp(%1 − %2) = %3")
                 .arg(formatNumber(derivation.logit, 2), formatNumber(derivation.logSumExp, 2),
                     formatProbability(derivation.probability));
    for (const auto& step : derivation.steps) {
        lines << QStringLiteral("→ %1: p = %2")
                     .arg(widgets::processorText(step.processor, options),
                         step.rank > 0 ? formatProbability(step.probability) : QStringLiteral("0"));
    }
    return lines.join(QLatin1Char('\n'));
}

QString rankText(const CandidateDerivation& derivation) {
    const auto before = QString::number(derivation.rank);
    if (derivation.steps.empty()) {
        return WhyPanel::tr("Rank %1, surprisal −log₂ p = %2 bits.")
            .arg(before, widgets::formatBits(derivation.surprisal));
    }
    const int rank = derivation.steps.back().rank;
    //: ranks before and after the settings
    return WhyPanel::tr("Rank %1 → %2, surprisal −log₂ p = %3 bits.")
        .arg(before, rank > 0 ? QString::number(rank) : WhyPanel::tr("removed"),
            widgets::formatBits(derivation.surprisal));
}

QString drawText(const CandidateDerivation& derivation, double draw) {
    return WhyPanel::tr(
        "Drawn with u = %1: the kept probabilities, added in order of rank, pass it "
        "here, from %2 to %3.")
        .arg(formatNumber(draw, drawDecimals), formatNumber(derivation.shareStart, drawDecimals),
            formatNumber(derivation.shareEnd, drawDecimals));
}

} // namespace

WhyPanel::WhyPanel(QWidget* parent)
    : QWidget(parent), m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_title(widgets::makeParented<QLabel>(this)), m_frame(widgets::makeParented<QFrame>(this)),
      m_formula(widgets::makeParented<QLabel>(m_frame)),
      m_prose(widgets::makeParented<QLabel>(this)) {
    m_frame->setProperty("raised", true);
    widgets::setTextRole(m_title, widgets::TextRole::Heading);
    widgets::setTextRole(m_formula, widgets::TextRole::Number);
    widgets::setTextRole(m_prose, widgets::TextRole::Caption);
    auto* inner = new QVBoxLayout(m_frame);
    inner->addWidget(m_formula);
    for (QLabel* label : {m_title.get(), m_formula.get(), m_prose.get()}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_frame);
    m_layout->addWidget(m_prose);
    applyTheme();
    refresh();
}

void WhyPanel::setSubject(Subject subject) {
    m_subject = std::move(subject);
    refresh();
}

void WhyPanel::clear() {
    m_subject.reset();
    refresh();
}

void WhyPanel::refresh() {
    const auto derivation
        = m_subject ? deriveCandidate(*m_subject->distribution, m_subject->id) : std::nullopt;
    m_frame->setVisible(derivation.has_value());
    if (!derivation) {
        m_title->setText(tr("Why?"));
        m_prose->setText(m_subject
                ? tr("This token is not among the candidates that are listed for its position.")
                : tr("Point at a candidate or select a token to see where its probability comes "
                     "from."));
        return;
    }
    //: %1 is a token
    m_title->setText(
        tr("Why %1?").arg(widgets::tokenText(bytesOf(*m_subject->distribution, m_subject->id))));
    m_formula->setText(formulaText(*derivation, m_subject->options));
    auto prose = rankText(*derivation);
    if (m_subject->draw >= 0) {
        prose += QLatin1Char('\n') + drawText(*derivation, m_subject->draw);
    }
    m_prose->setText(prose);
}

void WhyPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        refresh();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void WhyPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_layout->setSpacing(theme.px(8));
    const int side = theme.px(12);
    m_frame->layout()->setContentsMargins(side, theme.px(8), side, theme.px(8));
}

} // namespace vitrine::app
