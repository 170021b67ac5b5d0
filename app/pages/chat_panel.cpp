#include "app/pages/chat_panel.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "app/pages/chat_menu.h"
#include "app/pages/chat_text.h"
#include "widgets/chat/chat_view.h"
#include "widgets/chat/message_input.h"
#include "widgets/common/bare_scroll_area.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/icon_button.h"
#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_strip.h"

namespace vitrine::app {

namespace {

constexpr int unlimited = 100000; // lines of raw tokens: what is around them scrolls

} // namespace

ChatPanel::ChatPanel(Laboratory& laboratory, QWidget* parent)
    : Card(parent), m_laboratory(laboratory), m_chat(laboratory.chat()),
      m_controls(widgets::makeParented<QWidget>(this)),
      m_viewChoice(widgets::makeParented<widgets::SegmentedControl>(m_controls)),
      m_comparison(widgets::makeParented<QToolButton>(m_controls)),
      m_comparisonMenu(widgets::makeParented<QMenu>(this)),
      m_more(widgets::makeParented<widgets::IconButton>(QStringLiteral("more"), m_controls)),
      m_menu(widgets::makeParented<ChatMenu>(m_chat, this)) {
    buildControls();
    setContent(buildContent());
    connectChat();
    connectView();
    applyTheme();
    retranslate();
}

void ChatPanel::buildControls() {
    m_comparison->setObjectName(QStringLiteral("chatComparison"));
    m_comparison->setProperty("framed", true);
    m_comparison->setPopupMode(QToolButton::InstantPopup);
    m_comparison->setMenu(m_comparisonMenu);
    m_comparison->setFocusPolicy(Qt::StrongFocus);
    m_viewChoice->setObjectName(QStringLiteral("chatView"));
    m_more->setObjectName(QStringLiteral("chatMenu"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_menu);
    auto* layout = new QHBoxLayout(m_controls);
    layout->setContentsMargins({});
    for (QWidget* control : {static_cast<QWidget*>(m_viewChoice),
             static_cast<QWidget*>(m_comparison), static_cast<QWidget*>(m_more)}) {
        layout->addWidget(control);
    }
    m_comparisonMenu->setToolTipsVisible(true);
    connect(m_comparisonMenu, &QMenu::aboutToShow, this, &ChatPanel::fillComparisonMenu);
    connect(m_viewChoice, &widgets::SegmentedControl::currentChanged, this,
        [this](int view) { m_chat.setRaw(view == RawTokens); });
    connect(m_menu, &ChatMenu::templateAsked, this, [this] { showView(Template); });
    connect(m_menu, &ChatMenu::saved, this, &Card::exported);
    connect(m_menu, &ChatMenu::failed, this, &Card::exportFailed);
}

QWidget* ChatPanel::buildContent() {
    auto* content = new QWidget(this);
    m_notice = widgets::makeParented<QWidget>(content);
    m_noticeText = widgets::makeParented<QLabel>(m_notice);
    m_noticeText->setObjectName(QStringLiteral("chatNotice"));
    m_noticeText->setWordWrap(true);
    widgets::setTextRole(m_noticeText, widgets::TextRole::Caption);
    m_findModel = widgets::makeParented<QPushButton>(m_notice);
    auto* notice = new QHBoxLayout(m_notice);
    notice->setContentsMargins({});
    notice->addWidget(m_noticeText, 1);
    notice->addWidget(m_findModel, 0, Qt::AlignTop);
    m_views = widgets::makeParented<QStackedWidget>(content);
    m_bubbles = widgets::makeParented<widgets::ChatView>(m_views);
    m_template = widgets::makeParented<QPlainTextEdit>(m_views);
    m_template->setObjectName(QStringLiteral("chatTemplate"));
    m_template->setReadOnly(true);
    for (QWidget* view :
        {static_cast<QWidget*>(m_bubbles), buildRaw(), static_cast<QWidget*>(m_template)}) {
        m_views->addWidget(view); // in the order of View
    }
    m_context = widgets::makeParented<widgets::ElidedLabel>(content);
    m_context->setObjectName(QStringLiteral("chatContext"));
    widgets::setTextRole(m_context, widgets::TextRole::Caption);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->addWidget(m_notice);
    layout->addWidget(m_views, 1);
    layout->addWidget(m_context);
    layout->addWidget(buildComposer());
    return content;
}

QWidget* ChatPanel::buildRaw() {
    auto* scroll = new QScrollArea(m_views);
    auto* content = new QWidget(scroll);
    widgets::setBareContent(*scroll, *content);
    m_raw = widgets::makeParented<widgets::TokenStrip>(content);
    m_raw->setObjectName(QStringLiteral("rawConversation"));
    m_raw->setReadOnly(true);
    m_raw->setMaximumLines(unlimited);
    m_raw->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->addWidget(m_raw);
    layout->addStretch(1);
    return scroll;
}

QWidget* ChatPanel::buildComposer() {
    auto* composer = new QWidget(this);
    m_input = widgets::makeParented<widgets::MessageInput>(composer);
    m_input->setObjectName(QStringLiteral("chatInput"));
    m_send = widgets::makeParented<QPushButton>(composer);
    m_send->setObjectName(QStringLiteral("chatSend"));
    m_send->setProperty("primary", true);
    auto* layout = new QHBoxLayout(composer);
    layout->setContentsMargins({});
    layout->addWidget(m_input, 1);
    layout->addWidget(m_send, 0, Qt::AlignBottom);
    connect(m_input, &widgets::MessageInput::submitted, this, &ChatPanel::send);
    connect(m_input, &widgets::MessageInput::cancelled, &m_chat, &Chat::stop);
    connect(m_send, &QPushButton::clicked, this, [this] {
        if (m_chat.isAnswering()) {
            m_chat.stop();
        } else {
            m_input->submit();
        }
    });
    return composer;
}

void ChatPanel::connectChat() {
    auto& workspace = m_laboratory.workspace();
    connect(&m_chat, &Chat::changed, this, &ChatPanel::showMessages);
    connect(&m_chat, &Chat::formatChanged, this, &ChatPanel::showFormat);
    connect(&m_chat, &Chat::settingsChanged, this, &ChatPanel::showComparison);
    connect(&m_chat, &Chat::answeringChanged, this, &ChatPanel::showAnswering);
    connect(&m_chat, &Chat::grew, this, [this](int answer) {
        const auto& shown = m_chat.conversation();
        const bool beside
            = answer != shown.current() && shown.turn(shown.current()).beside == answer;
        m_bubbles->setMessage(beside ? messageBeside(m_chat, answer) : messageOf(m_chat, answer));
    });
    connect(&workspace, &Workspace::textChanged, this, [this] {
        showRaw();
        showContext();
        showSelection();
    });
    connect(&workspace, &Workspace::scoresChanged, this, [this] {
        showRaw();
        if (m_chat.isOn()) {
            showMessages(); // what was said is shaded too
        }
    });
    connect(&workspace, &Workspace::selectionChanged, this, &ChatPanel::showSelection);
    connect(&workspace, &Workspace::secondModelChanged, this, &ChatPanel::showComparison);
}

void ChatPanel::connectView() {
    using widgets::ChatView;
    connect(m_bubbles, &ChatView::variantAsked, this, &ChatPanel::walk);
    connect(m_bubbles, &ChatView::regenerateAsked, &m_chat, &Chat::regenerate);
    connect(m_bubbles, &ChatView::goOnAsked, &m_chat, &Chat::goOn);
    connect(m_bubbles, &ChatView::removeAsked, &m_chat, &Chat::remove);
    connect(m_bubbles, &ChatView::adopted, &m_chat, &Chat::walkTo);
    connect(m_bubbles, &ChatView::edited, &m_chat,
        [this](int turn, const QString& text) { m_chat.edit(turn, text.toStdString()); });
    connect(m_bubbles, &ChatView::tokenHovered, this, &ChatPanel::hover);
    connect(m_bubbles, &ChatView::tokenSelected, this, [this](int turn, int token) {
        auto& workspace = m_laboratory.workspace();
        const int position = m_chat.positionOf(turn, token);
        workspace.select(position < 0 ? workspace.tokenCount() : position);
    });
    connect(m_raw, &widgets::TokenStrip::tokenHovered, &m_laboratory.predictor(), &Predictor::peek);
    connect(m_raw, &widgets::TokenStrip::tokenSelected, this, [this](int token) {
        auto& workspace = m_laboratory.workspace();
        workspace.select(token < 0 ? workspace.tokenCount() : token);
    });
    connect(m_findModel, &QPushButton::clicked, this, &ChatPanel::modelWanted);
}

void ChatPanel::focusInput() {
    m_input->setFocus(Qt::OtherFocusReason);
}

void ChatPanel::send(const QString& words) {
    if (m_chat.canAnswer() && !m_chat.isAnswering()) {
        m_input->clear();
        m_chat.say(words.toStdString());
    }
}

void ChatPanel::hover(int turn, int token) {
    const int position = token < 0 ? -1 : m_chat.positionOf(turn, token);
    const auto& said = m_chat.conversation().turn(turn);
    const auto place = static_cast<std::size_t>(std::max(token, 0));
    if (token >= 0 && position < 0 && place < said.candidates.size() && said.candidates[place]) {
        Q_EMIT candidatesHovered(said.candidates[place], said.tokens[place].token.id);
        return;
    }
    if (position < 0) {
        Q_EMIT candidatesHovered(nullptr, 0);
    }
    m_laboratory.predictor().peek(position);
}

void ChatPanel::walk(int turn, int step) {
    const auto variants = m_chat.conversation().variants(turn);
    const auto place = std::ranges::find(variants, turn) - variants.begin() + step;
    if (place >= 0 && place < static_cast<std::ptrdiff_t>(variants.size())) {
        m_chat.walkTo(variants[static_cast<std::size_t>(place)]);
    }
}

void ChatPanel::showMessages() {
    m_bubbles->setMessages(messagesOf(m_chat));
    showContext();
    showSelection();
}

void ChatPanel::showFormat() {
    const auto notice = formatNotice(m_chat);
    m_noticeText->setText(notice);
    m_notice->setVisible(!notice.isEmpty());
    const auto source = QString::fromStdString(m_chat.modelChat().source);
    m_template->setPlainText(source);
    setSubtitle(formatText(m_chat));
    m_input->setEnabled(m_chat.canAnswer());
    if (m_chat.format() == Chat::Format::Unknown) {
        showView(Template);
    } else if (m_views->currentIndex() == Template) {
        showView(m_chat.state().raw ? RawTokens : Bubbles);
    }
    showMessages();
    showAnswering();
}

void ChatPanel::showView(int view) {
    m_views->setCurrentIndex(view);
    m_viewChoice->setCurrent(view);
    showRaw();
}

void ChatPanel::showRaw() {
    if (m_views->currentIndex() == RawTokens && m_chat.isOn()) {
        const auto& workspace = m_laboratory.workspace();
        m_raw->setText(QString::fromStdString(workspace.text()), workspace.tokens());
    }
}

void ChatPanel::showContext() {
    const auto& workspace = m_laboratory.workspace();
    if (!workspace.model() || !m_chat.isOn()) {
        return;
    }
    QStringList facts{tr("context: %1 of %2 tokens")
                          .arg(widgets::formatCount(workspace.tokenCount()),
                              widgets::formatCount(workspace.model()->info().contextLength))};
    if (m_chat.state().comparison == ChatComparison::Settings) {
        //: %1 are the settings that were kept to be compared
        facts += tr("beside it: %1").arg(settingsText(m_chat.state().held));
    }
    m_context->setText(facts.join(QStringLiteral(" · ")));
}

void ChatPanel::showSelection() {
    const auto [turn, token] = m_chat.tokenAt(m_laboratory.workspace().selected());
    m_bubbles->setSelectedToken(turn, token);
    m_raw->setSelectedToken(m_laboratory.workspace().selected());
}

void ChatPanel::showAnswering() {
    const bool answering = m_chat.isAnswering();
    m_send->setText(answering ? tr("Stop") : tr("Send"));
    m_send->setToolTip(
        answering ? tr("Ends the answer; what there is of it stays") : tr("Says it (Return)"));
    m_send->setEnabled(answering || m_chat.canAnswer());
}

void ChatPanel::fillComparisonMenu() {
    m_comparisonMenu->clear();
    auto* group = new QActionGroup(m_comparisonMenu);
    const auto add = [&](ChatComparison comparison, const QString& text, const QString& tip) {
        auto* action = m_comparisonMenu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_chat.state().comparison == comparison);
        action->setToolTip(tip);
        group->addAction(action);
        connect(action, &QAction::triggered, &m_chat,
            [this, comparison] { m_chat.setComparison(comparison); });
        return action;
    };
    add(ChatComparison::None, tr("One answer"), tr("The model answers once"));
    add(ChatComparison::Settings, tr("Two settings"),
        tr("Keeps the settings of now; change them, and every question is answered with both"));
    const bool hasSecond = m_laboratory.workspace().secondModel() != nullptr;
    auto* models = add(ChatComparison::Models,
        hasSecond ? tr("Two models") : tr("Two models (first choose one at “Compare with…”)"),
        tr("The model that is compared answers every question too"));
    models->setEnabled(hasSecond);
    if (m_chat.state().comparison == ChatComparison::Settings) {
        m_comparisonMenu->addSeparator();
        auto* hold = m_comparisonMenu->addAction(tr("Keep the settings of now"));
        hold->setToolTip(tr("They stand beside the ones that you set from now on"));
        connect(hold, &QAction::triggered, &m_chat, &Chat::holdSettings);
    }
}

void ChatPanel::showComparison() {
    switch (m_chat.state().comparison) {
    case ChatComparison::None:
        m_comparison->setText(tr("One answer"));
        break;
    case ChatComparison::Settings:
        m_comparison->setText(tr("Two settings"));
        break;
    case ChatComparison::Models:
        m_comparison->setText(tr("Two models"));
        break;
    }
    if (m_chat.format() != Chat::Format::Unknown) {
        showView(m_chat.state().raw ? RawTokens : Bubbles);
    }
    showContext();
}

void ChatPanel::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void ChatPanel::retranslate() {
    setTitle(tr("Chat"));
    m_viewChoice->setSegments({{tr("bubbles"),
                                   tr("Who says what; each token of an answer is "
                                      "shaded by its surprisal")},
        {tr("raw tokens"), tr("The conversation as the model reads it, with special tokens")}});
    m_comparison->setToolTip(tr("What answers a question: the model, or two things side by side"));
    m_comparison->setAccessibleName(tr("Comparison"));
    m_more->setDescription(tr("New conversation, template, copy and save"));
    m_menu->retranslate();
    m_findModel->setText(tr("Find a model that answers"));
    m_findModel->setToolTip(tr("Shows a model in the library that was taught to converse"));
    m_input->setPlaceholderText(tr("Ask or say something"));
    m_input->setAccessibleName(tr("Message"));
    m_input->setToolTip(
        tr("What to say to the model; Return sends it, Shift+Return begins a new line"));
    m_template->setAccessibleName(tr("The model's chat template"));
    showFormat();
    showComparison();
}

void ChatPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_template->setFont(theme.monoFont(widgets::TextSize::Caption));
    m_comparison->setFixedHeight(m_viewChoice->sizeHint().height());
}

} // namespace vitrine::app
