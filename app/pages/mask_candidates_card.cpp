#include "app/pages/mask_candidates_card.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <optional>
#include <utility>

#include "app/pages/bar_scale_switch.h"
#include "app/pages/context_text.h"
#include "app/workspace/laboratory.h"
#include "app/workspace/token_replacement.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/generation/probability_bars.h"

namespace vitrine::app {

namespace {

constexpr std::size_t contextCharacters = 10; ///< of each side, so that both are in view

} // namespace

MaskCandidatesCard::MaskCandidatesCard(Laboratory& laboratory, QWidget* parent)
    : Card(parent), m_laboratory(laboratory),
      m_context(widgets::makeParented<widgets::ElidedLabel>(this)),
      m_written(widgets::makeParented<QLabel>(this)),
      m_bars(widgets::makeParented<widgets::ProbabilityBars>(this)) {
    m_bars->setObjectName(QStringLiteral("maskCandidates"));
    m_written->setObjectName(QStringLiteral("writtenToken"));
    m_written->setWordWrap(true);
    widgets::setTextRole(m_context, widgets::TextRole::Number);
    widgets::setTextRole(m_written, widgets::TextRole::Caption);
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->addWidget(m_context);
    layout->addWidget(m_written);
    layout->addWidget(m_bars, 1);
    addHeaderWidget(widgets::makeParented<BarScaleSwitch>(m_bars, this));
    setContent(content);
    setFigure(m_bars);
    auto& filler = laboratory.maskFiller();
    connect(&filler, &MaskFiller::changed, this, &MaskCandidatesCard::follow);
    connect(&filler, &MaskFiller::answered, this, &MaskCandidatesCard::show);
    connect(m_bars, &widgets::ProbabilityBars::candidateChosen, this, &MaskCandidatesCard::write);
    connect(m_bars, &widgets::ProbabilityBars::candidateHovered, this,
        [this](std::optional<TokenId> id) {
            if (id) {
                explain(*id);
            }
        });
    retranslate();
}

void MaskCandidatesCard::follow() {
    m_outdated = true; // what is shown stays until the answer comes
    if (m_laboratory.maskFiller().position() < 0) {
        m_answer = {};
        m_bars->clear();
        m_context->clear();
        nameAnswer();
        Q_EMIT nothingToExplain();
    }
}

void MaskCandidatesCard::show(const MaskAnswer& answer) {
    const auto& text = m_laboratory.maskFiller().text();
    const auto& tokenizer = m_laboratory.workspace().model()->tokenizer();
    const auto& written = answer.written;
    m_answer = answer;
    m_outdated = false;
    m_hidden = text.isHidden(answer.position);
    m_writtenName
        = written ? widgets::tokenText(shownCandidate(written->id, tokenizer)) : QString();
    m_context->setText(withGap(maskedContext(text, answer.position), contextCharacters));
    nameAnswer();
    m_bars->setDistribution(*answer.distribution, {});
    m_bars->setChosen(written ? std::optional(written->id) : std::nullopt);
    if (!answer.distribution->candidates.empty()) {
        explain(answer.distribution->candidates.front().id);
    }
}

void MaskCandidatesCard::nameAnswer() {
    if (!m_answer.distribution) {
        setTitle(tr("Candidates"));
        m_written->setText(tr("Write a text above, then hide one of its tokens."));
        return;
    }
    setTitle((m_hidden ? tr("Candidates for token %1") : tr("If token %1 were hidden"))
                 .arg(m_answer.position));
    //: %1 is the token that the text has at this place
    m_written->setText(m_answer.written
            ? tr("Written there: %1 · probability %2 · rank %3")
                  .arg(m_writtenName, widgets::formatProbability(m_answer.written->probability),
                      widgets::formatCount(m_answer.rank))
            : tr("The text itself has a mask there."));
}

void MaskCandidatesCard::explain(TokenId id) {
    Q_EMIT explained({m_answer.distribution, {}, id});
}

void MaskCandidatesCard::write(TokenId id) {
    auto& workspace = m_laboratory.workspace();
    auto& filler = m_laboratory.maskFiller();
    if (m_outdated) {
        return; // these candidates are for another place or text
    }
    const int position = m_answer.position;
    const auto text = filler.text(); // both changes below replace it
    const auto& token = text.tokens[static_cast<std::size_t>(position)];
    const auto& tokenizer = workspace.model()->tokenizer();
    auto masked = workspace.masked();
    masked.erase(text.maskNumberAt(position));
    workspace.setMasked(std::move(masked));
    if (text.tokenAt(position) >= 0) {
        workspace.setText(withToken(workspace.text(), token.start, token.end, id, tokenizer));
    } else {
        const auto offset = workspace.text().size() + 1; // see inspectedText()
        workspace.setSecondText(withToken(
            workspace.secondText(), token.start - offset, token.end - offset, id, tokenizer));
    }
    filler.lookAt(position);
}

void MaskCandidatesCard::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void MaskCandidatesCard::retranslate() {
    setSubtitle(tr("from both sides"));
    m_bars->setInvitation(tr("click a candidate to write it there"));
    nameAnswer();
}

} // namespace vitrine::app
