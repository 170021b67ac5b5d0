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
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(detail.isEmpty() ? name : name + QStringLiteral(", ") + detail);
    updateGeometry();
    elide();
}

QSize ChipButton::sizeHint() const {
    const auto theme = widgets::Theme::of(this);
    int width = 2 * theme.px(side) + m_name->fontMetrics().horizontalAdvance(m_nameText) + 2;
    if (!m_detailText.isEmpty()) {
        width += theme.px(gap) + m_detail->fontMetrics().horizontalAdvance(m_detailText) + 2;
    }
    return {width, theme.px(chipHeight)};
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
    const int nameWidth = m_name->fontMetrics().horizontalAdvance(m_nameText) + 2;
    const int shownName = std::min(room, nameWidth);
    const int detailRoom = std::max(room - shownName - theme.px(gap), 0);
    m_name->setFixedWidth(std::max(shownName, 0));
    m_name->setText(m_name->fontMetrics().elidedText(m_nameText, Qt::ElideRight, shownName));
    m_detail->setFixedWidth(detailRoom);
    m_detail->setText(m_detail->fontMetrics().elidedText(m_detailText, Qt::ElideRight, detailRoom));
}

} // namespace vitrine::app
