#pragma once

#include <optional>

#include "widgets/common/card.h"
#include "widgets/common/parented_ptr.h"

class QLabel;

namespace vitrine::widgets {
class ShareBar;
}

namespace vitrine::app {

class Laboratory;

/// Whether the second text follows the first, as the model's next-sentence head judges it; else
/// what is missing for that.
class NextSentenceCard : public widgets::Card {
    Q_OBJECT
public:
    NextSentenceCard(Laboratory& laboratory, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow();
    void retranslate();

    Laboratory& m_laboratory;
    widgets::parented_ptr<QLabel> m_hint;
    widgets::parented_ptr<widgets::ShareBar> m_bar;
};

} // namespace vitrine::app
