#include "app/window/chip_button.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int chipHeight = 32;
constexpr int side = 11;
constexpr int gap = 8;
constexpr int smallestName = 72;

/// With a little room, since labels round their own width up.
int textWidth(const QLabel* label, const QString& text) {
    return text.isEmpty() ? 0 : label->fontMetrics().horizontalAdvance(text) + 2;
}

} // namespace

ChipButton::ChipButton(QWidget* parent)
    : QPushButton(parent), m_layout(widgets::makeParented<QHBoxLayout>(this)),
      m_name(widgets::makeParented<QLabel>(this)), m_detail(widgets::makeParented<QLabel>(this)) {
    widgets::setTextRole(m_name, widgets::TextRole::Heading);
    widgets::setTextRole(m_detail, widgets::TextRole::Caption);
    for (QLabel* label : {m_name.get(), m_detail.get()}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        label->setMinimumWidth(0);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    m_layout->addWidget(m_name);
    m_layout->addWidget(m_detail);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    applyTheme();
}

void ChipButton::setTexts(const QString& name, const QString& detail) {
    m_nameText = name;
    m_detailText = detail;
    m_name->setVisible(!name.isEmpty());
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(detail.isEmpty() ? name : name + QStringLiteral(", ") + detail);
    updateGeometry();
    elide();
}

QSize ChipButton::sizeHint() const {
    const auto theme = widgets::Theme::of(this);
    return {2 * theme.px(side) + textWidth(m_name, m_nameText) + gapWidth()
            + textWidth(m_detail, m_detailText),
        theme.px(chipHeight)};
}

int ChipButton::gapWidth() const {
    const bool both = !m_nameText.isEmpty() && !m_detailText.isEmpty();
    return both ? widgets::Theme::of(this).px(gap) : 0;
}

QSize ChipButton::minimumSizeHint() const {
    const auto theme = widgets::Theme::of(this);
    return {std::min(sizeHint().width(), theme.px(smallestName)), theme.px(chipHeight)};
}

void ChipButton::changeEvent(QEvent* event) {
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void ChipButton::resizeEvent(QResizeEvent* event) {
    QPushButton::resizeEvent(event);
    elide();
}

void ChipButton::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_layout->setContentsMargins(theme.px(side), 0, theme.px(side), 0);
    m_layout->setSpacing(theme.px(gap));
    setFixedHeight(theme.px(chipHeight));
    elide();
}

void ChipButton::elide() {
    const auto theme = widgets::Theme::of(this);
    const int room = width() - 2 * theme.px(side);
    const int shownName = std::clamp(textWidth(m_name, m_nameText), 0, std::max(room, 0));
    const int detailRoom = std::max(room - shownName - gapWidth(), 0);
    m_name->setFixedWidth(shownName);
    m_name->setText(m_name->fontMetrics().elidedText(m_nameText, Qt::ElideRight, shownName));
    m_detail->setFixedWidth(detailRoom);
    m_detail->setText(m_detail->fontMetrics().elidedText(m_detailText, Qt::ElideRight, detailRoom));
}

} // namespace vitrine::app
