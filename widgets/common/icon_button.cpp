#include "widgets/common/icon_button.h"

#include <QEvent>

#include "widgets/common/icon.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

IconButton::IconButton(const QString& iconName, QWidget* parent)
    : QToolButton(parent), m_iconName(iconName) {
    setFocusPolicy(Qt::StrongFocus);
    refreshIcon();
}

void IconButton::setIconName(const QString& name) {
    m_iconName = name;
    refreshIcon();
}

void IconButton::setDescription(const QString& tooltip) {
    setToolTip(tooltip);
    setAccessibleName(tooltip);
}

void IconButton::changeEvent(QEvent* event) {
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        refreshIcon();
}

void IconButton::refreshIcon() {
    const Theme theme = Theme::of(this);
    setIcon(themedIcon(m_iconName, theme));
    setIconSize({theme.px(18), theme.px(18)});
}

} // namespace vitrine::widgets
