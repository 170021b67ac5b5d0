#pragma once

#include <memory>

#include "app/workspace/laboratory.h"
#include "widgets/common/card.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace vitrine::widgets {
class ChatView;
class ElidedLabel;
class IconButton;
class MessageInput;
class SegmentedControl;
class TokenStrip;
} // namespace vitrine::widgets

namespace vitrine::app {

class ChatMenu;

/// A conversation with the model, as bubbles or as the tokens that the model reads, with a field
/// for what to say next.
class ChatPanel : public widgets::Card {
    Q_OBJECT
public:
    ChatPanel(Laboratory& laboratory, QWidget* parent);

    /// What the panel shows and what it does, for a place beside it.
    QWidget* controls() { return m_controls; }
    ChatMenu& menu() { return *m_menu; }
    void focusInput();

Q_SIGNALS:
    /// What stood beside a token that is not of the text under glass; null when the pointer leaves.
    void candidatesHovered(
        std::shared_ptr<const vitrine::NextTokenDistribution> distribution, vitrine::TokenId id);
    /// A model that was taught to converse is wanted.
    void modelWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    /// What the panel shows.
    enum View { Bubbles, RawTokens, Template };

    void buildControls();
    QWidget* buildContent();
    QWidget* buildRaw();
    QWidget* buildComposer();
    void fillComparisonMenu();
    void connectChat();
    void connectView();
    void showMessages();
    void showFormat();
    void showComparison();
    void showView(int view);
    void showRaw();
    void showContext();
    void showSelection();
    void showAnswering();
    void hover(int turn, int token);
    void walk(int turn, int step);
    void send(const QString& words);
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    Chat& m_chat;
    widgets::parented_ptr<QWidget> m_controls;
    widgets::parented_ptr<widgets::SegmentedControl> m_viewChoice;
    widgets::parented_ptr<QToolButton> m_comparison;
    widgets::parented_ptr<QMenu> m_comparisonMenu;
    widgets::parented_ptr<widgets::IconButton> m_more;
    widgets::parented_ptr<ChatMenu> m_menu;
    widgets::parented_ptr<QWidget> m_notice;
    widgets::parented_ptr<QLabel> m_noticeText;
    widgets::parented_ptr<QPushButton> m_findModel;
    widgets::parented_ptr<QStackedWidget> m_views; ///< in the order of View
    widgets::parented_ptr<widgets::ChatView> m_bubbles;
    widgets::parented_ptr<widgets::TokenStrip> m_raw;
    widgets::parented_ptr<QPlainTextEdit> m_template;
    widgets::parented_ptr<widgets::ElidedLabel> m_context;
    widgets::parented_ptr<widgets::MessageInput> m_input;
    widgets::parented_ptr<QPushButton> m_send;
};

} // namespace vitrine::app
