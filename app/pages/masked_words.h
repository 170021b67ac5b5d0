#pragma once

#include <QWidget>

#include "app/pages/why_panel.h"
#include "widgets/common/parented_ptr.h"

class QSplitter;

namespace vitrine::widgets {
class Card;
class MessageBar;
} // namespace vitrine::widgets

namespace vitrine::app {

class CommandRegistry;
class ContextContrastCard;
class Laboratory;
class MaskCandidatesCard;
class MaskedTextCard;
class NextSentenceCard;
class NoticeCard;

/// What the Generate lens is for a model that fills masks: tokens to hide, the candidates for one
/// of them, a GPT beside it that sees less, and whether a second text follows. Of a model without
/// the heads for that it says so.
class MaskedWords : public QWidget {
    Q_OBJECT
public:
    MaskedWords(Laboratory& laboratory, CommandRegistry& commands, QWidget* parent);

Q_SIGNALS:
    void explained(const vitrine::app::WhyPanel::Subject& subject);
    void nothingToExplain();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void addCommands();
    void followModel();
    void showNotice();
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    CommandRegistry& m_commands;
    widgets::parented_ptr<widgets::MessageBar> m_notice;
    widgets::parented_ptr<NoticeCard> m_missing; ///< instead of what the head would show
    widgets::parented_ptr<QSplitter> m_rows;
    widgets::parented_ptr<QSplitter> m_columns;
    widgets::parented_ptr<QWidget> m_right;
    widgets::parented_ptr<MaskedTextCard> m_text;
    widgets::parented_ptr<MaskCandidatesCard> m_candidates;
    widgets::parented_ptr<ContextContrastCard> m_contrast;
    widgets::parented_ptr<NextSentenceCard> m_nextSentence;
};

} // namespace vitrine::app
