#include "app/window/navigation_rail.h"

#include <QButtonGroup>
#include <QEvent>
#include <QVBoxLayout>

#include "widgets/common/icon_button.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int railWidth = 76;
constexpr int buttonWidth = 74;
constexpr int buttonHeight = 54;

} // namespace

NavigationRail::NavigationRail(QWidget* parent)
    : QFrame(parent), m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_group(widgets::makeParented<QButtonGroup>(this)) {
    setProperty("bar", QStringLiteral("left"));
    m_layout->addStretch(1);
    applyTheme();
}

void NavigationRail::addEntry(const QString& id, const QString& iconName, Place place) {
    auto* button = new widgets::IconButton(iconName, this);
    button->setObjectName(QStringLiteral("rail.") + id);
    button->setProperty("rail", true);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setCheckable(true);
    m_group->addButton(button);
    const int index = place == Place::Top ? m_topCount++ : m_layout->count();
    m_layout->insertWidget(index, button, 0, Qt::AlignHCenter);
    m_buttons.insert(id, button);
    connect(button, &QToolButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
    applyTheme();
}

void NavigationRail::setEntryText(const QString& id, const QString& title, const QString& tip) {
    auto* button = m_buttons.value(id);
    button->setText(title);
    button->setDescription(tip);
    button->setAccessibleName(title);
}

void NavigationRail::setCurrent(const QString& id) {
    m_buttons.value(id)->setChecked(true);
}

void NavigationRail::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void NavigationRail::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    setFixedWidth(theme.px(railWidth));
    m_layout->setContentsMargins(0, theme.px(8), 0, theme.px(8));
    m_layout->setSpacing(theme.px(4));
    for (auto* button : std::as_const(m_buttons)) {
        button->setFixedSize(theme.px(buttonWidth), theme.px(buttonHeight));
        button->setIconSize(QSize(theme.px(20), theme.px(20)));
    }
}

} // namespace vitrine::app
