#pragma once

#include "engine/values/mask_prediction.h"
#include "widgets/common/card.h"
#include "widgets/common/parented_ptr.h"

class QPushButton;

namespace vitrine::widgets {
class TokenChips;
}

namespace vitrine::app {

class Laboratory;

/// What a model that fills masks reads, as chips: a click hides a token or shows it, and beneath a
/// hidden one stands what the model puts there.
class MaskedTextCard : public widgets::Card {
    Q_OBJECT
public:
    MaskedTextCard(Laboratory& laboratory, QWidget* parent);

    void hideNothing();
    /// Hides the share of the tokens that BERT learns from.
    void hideSome();
    /// Hides or shows the token looked at.
    void toggleSelected();

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow();
    void toggle(int position);
    void showGuesses();
    void retranslate();

    Laboratory& m_laboratory;
    std::vector<TokenId> m_written; ///< that the guesses are for
    std::vector<MaskPrediction> m_masks;
    widgets::parented_ptr<widgets::TokenChips> m_chips;
    widgets::parented_ptr<QPushButton> m_hideSome;
    widgets::parented_ptr<QPushButton> m_hideNothing;
};

} // namespace vitrine::app
