#include "widgets/common/labelled_slider.h"

#include <algorithm>
#include <cmath>

#include <QFontMetrics>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSlider>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr int logarithmicPositions = 200;
constexpr QChar minusSign(0x2212);

} // namespace

LabelledSlider::LabelledSlider(const SliderRange& range, QWidget* parent)
    : QWidget(parent), m_range(range), m_value(range.minimum), m_label(makeParented<QLabel>(this)),
      m_field(makeParented<QLineEdit>(this)),
      m_slider(makeParented<QSlider>(Qt::Horizontal, this)) {
    const auto layout = makeParented<QGridLayout>(this);
    layout->setContentsMargins({});
    layout->setVerticalSpacing(0);
    layout->addWidget(m_label, 0, 0);
    layout->addWidget(m_field, 0, 1);
    layout->addWidget(m_slider, 1, 0, 1, 2);
    layout->setColumnStretch(0, 1);

    setTextRole(m_label, TextRole::Body);
    m_label->setBuddy(m_slider);
    m_field->setProperty("valueField", true);
    m_field->setAlignment(Qt::AlignRight);
    m_field->setFocusPolicy(Qt::ClickFocus);
    m_field->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_slider->setRange(0, positionOf(range.maximum));
    m_slider->setPageStep(std::max(1, m_slider->maximum() / 10));
    m_slider->installEventFilter(this);
    m_field->installEventFilter(this);

    connect(m_slider, &QSlider::actionTriggered, this, &LabelledSlider::takeKeyStep);
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        if (position != positionOf(m_value)) // else the value is finer than the slider
            change(valueAt(position));
    });
    connect(m_field, &QLineEdit::editingFinished, this, &LabelledSlider::takeTyped);
    showValue();
}

void LabelledSlider::setLabel(const QString& label, const QString& tooltip) {
    m_label->setText(label);
    for (QWidget* widget : {static_cast<QWidget*>(m_label), static_cast<QWidget*>(m_slider),
             static_cast<QWidget*>(m_field)})
        widget->setToolTip(tooltip);
    m_slider->setAccessibleName(label);
    m_slider->setAccessibleDescription(tooltip);
    m_field->setAccessibleName(label);
}

void LabelledSlider::setOffText(const QString& text) {
    m_offText = text;
    showValue();
}

void LabelledSlider::setValue(double value) {
    m_value = std::clamp(value, m_range.minimum, m_range.typedMaximum.value_or(m_range.maximum));
    showValue();
}

bool LabelledSlider::eventFilter(QObject* watched, QEvent* event) {
    const bool fromSlider = watched == m_slider.get();
    if (fromSlider && event->type() == QEvent::Wheel && !m_slider->hasFocus()) {
        event->ignore(); // a panel that scrolls under the pointer must not change its values
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (fromSlider && key == Qt::Key_F2) {
        m_field->setFocus(Qt::OtherFocusReason);
        m_field->selectAll();
        return true;
    }
    if (!fromSlider && key == Qt::Key_Escape) {
        showValue();
        m_slider->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

int LabelledSlider::positionOf(double value) const {
    const double span = m_range.maximum - m_range.minimum;
    const double above = std::clamp(value - m_range.minimum, 0.0, span);
    if (m_range.logarithmic)
        return static_cast<int>(
            std::lround(std::log1p(above) / std::log1p(span) * logarithmicPositions));
    return static_cast<int>(std::lround(above / m_range.step));
}

double LabelledSlider::valueAt(int position) const {
    const double span = m_range.maximum - m_range.minimum;
    const double above = m_range.logarithmic
        ? std::expm1(std::log1p(span) * position / logarithmicPositions)
        : position * m_range.step;
    return snapped(m_range.minimum + above);
}

double LabelledSlider::snapped(double value) const {
    // Through the count of steps, so that 0.1 + 0.2 is shown and passed on as 0.3.
    const double steps = std::round((value - m_range.minimum) / m_range.step);
    const double perUnit = std::round(1.0 / m_range.step);
    const double above = m_range.step < 1 ? steps / perUnit : steps * m_range.step;
    return std::min(m_range.minimum + above, m_range.maximum);
}

void LabelledSlider::takeKeyStep(int action) {
    // One arrow key is one step of the value, also where the slider's positions are coarser.
    if (action != QAbstractSlider::SliderSingleStepAdd
        && action != QAbstractSlider::SliderSingleStepSub)
        return;
    const double sign = action == QAbstractSlider::SliderSingleStepAdd ? 1.0 : -1.0;
    const double value
        = std::clamp(snapped(m_value + sign * m_range.step), m_range.minimum, m_range.maximum);
    m_slider->setSliderPosition(positionOf(value));
    change(value);
}

void LabelledSlider::takeTyped() {
    QString text = m_field->text().trimmed();
    text.replace(minusSign, QLatin1Char('-'));
    if (m_range.off && text.compare(m_offText, Qt::CaseInsensitive) == 0) {
        change(*m_range.off);
        return;
    }
    bool valid = false;
    double typed = QLocale().toDouble(text, &valid);
    if (!valid)
        typed = QLocale::c().toDouble(text, &valid);
    if (!valid || std::isnan(typed)) {
        showValue();
        return;
    }
    change(std::clamp(typed, m_range.minimum, m_range.typedMaximum.value_or(m_range.maximum)));
}

void LabelledSlider::change(double value) {
    const bool changed = value != m_value;
    m_value = value;
    showValue();
    if (changed)
        Q_EMIT valueChanged(value);
}

void LabelledSlider::showValue() {
    m_slider->setValue(positionOf(m_value));
    m_field->setText(valueText());
    m_field->setCursorPosition(0);
}

QString LabelledSlider::valueText() const {
    return m_range.off && m_value == *m_range.off ? m_offText
                                                  : formatNumber(m_value, m_range.decimals);
}

} // namespace vitrine::widgets
