#include "app/window/inspector_panel.h"

#include <QEvent>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/common/bare_scroll_area.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int panelWidth = 332;
constexpr int narrowest = 240;

} // namespace

InspectorPanel::InspectorPanel(QWidget* parent)
    : QFrame(parent), m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_stack(widgets::makeParented<QStackedWidget>(this)) {
    setProperty("bar", QStringLiteral("right"));
    m_layout->setContentsMargins(1, 0, 0, 0);
    m_layout->addWidget(m_stack);
    applyTheme();
}

void InspectorPanel::addContent(QWidget* content) {
    auto* scroll = new QScrollArea(m_stack);
    widgets::setBareContent(*scroll, *content);
    m_stack->addWidget(scroll);
}

void InspectorPanel::showContent(QWidget* content) {
    m_hasContent = content != nullptr;
    for (int i = 0; i < m_stack->count() && content; ++i) {
        auto* scroll = qobject_cast<QScrollArea*>(m_stack->widget(i));
        if (scroll->widget() == content) {
            m_stack->setCurrentIndex(i);
        }
    }
}

void InspectorPanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void InspectorPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    setMinimumWidth(theme.px(narrowest));
    resize(theme.px(panelWidth), height());
}

} // namespace vitrine::app
