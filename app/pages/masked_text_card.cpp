#include "app/pages/masked_text_card.h"

#include <QEvent>
#include <QPushButton>
#include <QRandomGenerator>

#include <map>
#include <utility>

#include "app/workspace/laboratory.h"
#include "app/workspace/random_mask.h"
#include "widgets/common/token_text.h"
#include "widgets/tokens/token_chips.h"

namespace vitrine::app {

MaskedTextCard::MaskedTextCard(Laboratory& laboratory, QWidget* parent)
    : Card(parent), m_laboratory(laboratory),
      m_chips(widgets::makeParented<widgets::TokenChips>(this)),
      m_hideSome(widgets::makeParented<QPushButton>(this)),
      m_hideNothing(widgets::makeParented<QPushButton>(this)) {
    m_chips->setObjectName(QStringLiteral("maskedText"));
    m_chips->setGuesses({});
    m_hideSome->setObjectName(QStringLiteral("hideSome"));
    m_hideNothing->setObjectName(QStringLiteral("hideNothing"));
    addHeaderWidget(m_hideSome);
    addHeaderWidget(m_hideNothing);
    setContent(m_chips);
    setFigure(m_chips);
    auto& filler = laboratory.maskFiller();
    connect(&filler, &MaskFiller::changed, this, &MaskedTextCard::follow);
    connect(&filler, &MaskFiller::filled, this, [this](const std::vector<MaskPrediction>& masks) {
        m_masks = masks;
        showGuesses();
    });
    using widgets::TokenChips;
    connect(m_chips, &TokenChips::tokenSelected, &filler, &MaskFiller::lookAt);
    connect(m_chips, &TokenChips::tokenToggled, this, &MaskedTextCard::toggle);
    connect(m_hideSome, &QPushButton::clicked, this, &MaskedTextCard::hideSome);
    connect(m_hideNothing, &QPushButton::clicked, this, &MaskedTextCard::hideNothing);
    retranslate();
}

void MaskedTextCard::hideNothing() {
    m_laboratory.workspace().setMasked({});
}

void MaskedTextCard::hideSome() {
    const auto& text = m_laboratory.maskFiller().text();
    std::vector<int> tokens;
    for (int position = 0; position < static_cast<int>(text.tokens.size()); ++position) {
        const auto& token = text.tokens[static_cast<std::size_t>(position)];
        if (text.maskNumberAt(position) >= 0 && !token.special) {
            tokens.push_back(text.maskNumberAt(position));
        }
    }
    m_laboratory.workspace().setMasked(randomMask(tokens, QRandomGenerator::global()->generate()));
}

void MaskedTextCard::toggleSelected() {
    toggle(m_laboratory.maskFiller().position());
}

void MaskedTextCard::toggle(int position) {
    auto& workspace = m_laboratory.workspace();
    const int number = m_laboratory.maskFiller().text().maskNumberAt(position);
    if (number < 0) {
        return; // a special token
    }
    m_laboratory.maskFiller().lookAt(position);
    auto masked = workspace.masked();
    if (masked.erase(number) == 0) {
        masked.insert(number);
    }
    workspace.setMasked(std::move(masked));
}

void MaskedTextCard::follow() {
    const auto& filler = m_laboratory.maskFiller();
    if (std::exchange(m_written, filler.text().written) != filler.text().written) {
        m_masks.clear(); // of another text
    }
    m_chips->setTokens(filler.text().tokens);
    m_chips->setSelectedToken(filler.position());
    showGuesses();
}

void MaskedTextCard::showGuesses() {
    const auto& text = m_laboratory.maskFiller().text();
    std::map<int, widgets::MaskGuess> guesses;
    for (int position = 0; position < static_cast<int>(text.tokens.size()); ++position) {
        if (text.isHidden(position)) {
            guesses[position] = {};
        }
    }
    for (const auto& mask : m_masks) {
        const auto found = guesses.find(mask.position);
        if (found != guesses.end() && !mask.candidates.empty()) {
            const auto& best = mask.candidates.front();
            const auto place = static_cast<std::size_t>(mask.position);
            found->second = {
                widgets::tokenText(best.bytes), best.probability, text.written[place] == best.id};
        }
    }
    m_hideNothing->setEnabled(!m_laboratory.workspace().masked().empty());
    m_chips->setGuesses(std::move(guesses));
}

void MaskedTextCard::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void MaskedTextCard::retranslate() {
    setTitle(tr("Masked words"));
    setSubtitle(tr("click a token to hide it: the model says what stood there"));
    m_hideSome->setText(tr("Hide 15 %"));
    m_hideSome->setToolTip(
        tr("Hide 15 % of the tokens at random, the share that BERT learns from"));
    m_hideNothing->setText(tr("Hide nothing"));
    m_hideNothing->setToolTip(tr("Show the model every token again"));
}

} // namespace vitrine::app
