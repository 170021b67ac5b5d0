#include "widgets/common/message_bar.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

#include "widgets/common/icon.h"
#include "widgets/common/icon_button.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_icon(makeParented<QLabel>(this)), m_text(makeParented<QLabel>(this)),
      m_action(makeParented<QPushButton>(this)),
      m_close(makeParented<IconButton>(QStringLiteral("close"), this)) {
    const auto layout = makeParented<QHBoxLayout>(this);
    layout->setContentsMargins(12, 4, 4, 4);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action, 0, Qt::AlignTop);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    setTextRole(m_text, TextRole::Body);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // it quotes file names and file contents
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setObjectName(QStringLiteral("messageAction"));
    connect(m_close, &IconButton::clicked, this, &MessageBar::close);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT acted();
    });
    retranslate();
    hide();
}

void MessageBar::showMessage(Kind kind, const QString& sentence, const QString& action) {
    m_kind = kind;
    m_text->setText(sentence);
    m_action->setText(action);
    m_action->setToolTip(sentence);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(sentence);
    setProperty(
        "message", kind == Kind::Error ? QStringLiteral("error") : QStringLiteral("notice"));
    style()->unpolish(this);
    style()->polish(this);
    refreshIcon();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString MessageBar::message() const {
    return isHidden() ? QString() : m_text->text();
}

void MessageBar::clear() {
    hide();
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

void MessageBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        refreshIcon();
}

void MessageBar::close() {
    hide();
    Q_EMIT closed();
}

void MessageBar::retranslate() {
    m_close->setDescription(tr("Close this message"));
}

void MessageBar::refreshIcon() {
    const Theme theme = Theme::of(this);
    const bool error = m_kind == Kind::Error;
    const auto color = theme.color(error ? ColorRole::SecondText : ColorRole::WarningText);
    m_icon->setPixmap(themedPixmap(error ? QStringLiteral("warning") : QStringLiteral("info"),
        color, theme.px(18), devicePixelRatioF()));
}

} // namespace vitrine::widgets
