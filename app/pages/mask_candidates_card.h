#pragma once

#include "app/pages/why_panel.h"
#include "app/workspace/mask_answer.h"
#include "widgets/common/card.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QWidget;

namespace vitrine::widgets {
class ProbabilityBars;
} // namespace vitrine::widgets

namespace vitrine::app {

class Laboratory;

/// What the model expects at the token looked at from both sides of it, and how probable what
/// stands there is. A click on a candidate writes it into the text.
class MaskCandidatesCard : public widgets::Card {
    Q_OBJECT
public:
    MaskCandidatesCard(Laboratory& laboratory, QWidget* parent);

Q_SIGNALS:
    void explained(const vitrine::app::WhyPanel::Subject& subject);
    void nothingToExplain();

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow();
    void show(const MaskAnswer& answer);
    void explain(TokenId id);
    void write(TokenId id);
    void nameAnswer();
    void retranslate();

    Laboratory& m_laboratory;
    MaskAnswer m_answer;
    bool m_hidden = false; ///< the token that the answer is for
    bool m_outdated = false; ///< another answer is on its way
    QString m_writtenName;
    widgets::parented_ptr<QLabel> m_context;
    widgets::parented_ptr<QLabel> m_written;
    widgets::parented_ptr<widgets::ProbabilityBars> m_bars;
};

} // namespace vitrine::app
