#pragma once

#include <optional>

#include <QWidget>

#include "widgets/common/parented_ptr.h"

class QLabel;
class QLineEdit;
class QSlider;

namespace vitrine::widgets {

/// The values of a slider.
struct SliderRange {
    double minimum = 0;
    double maximum = 1; ///< at the slider's right end
    double step = 0.01; ///< of one arrow key; values snap to multiples of it
    int decimals = 2;
    bool logarithmic = false; ///< small values get more room
    std::optional<double> off = std::nullopt; ///< the value that shows as "off"
    std::optional<double> typedMaximum
        = std::nullopt; ///< what may be typed; the slider's maximum when unset
};

/// A slider with its name at the left and its value at the right. The value can be typed exactly
/// after a double click on it, or F2 on the slider.
class LabelledSlider : public QWidget {
    Q_OBJECT

public:
    LabelledSlider(const SliderRange& range, QWidget* parent);

    void setLabel(const QString& label, const QString& tooltip);
    /// Shown for the range's off value, and understood when typed.
    void setOffText(const QString& text);
    double value() const { return m_value; }
    /// Brought into the range; does not emit valueChanged.
    void setValue(double value);

Q_SIGNALS:
    /// The user has set another value.
    void valueChanged(double value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int positionOf(double value) const;
    double valueAt(int position) const;
    double snapped(double value) const;
    void takeKeyStep(int action);
    void takeTyped();
    void change(double value);
    void showValue();
    QString valueText() const;

    SliderRange m_range;
    double m_value = 0;
    QString m_offText;
    parented_ptr<QLabel> m_label;
    parented_ptr<QLineEdit> m_field;
    parented_ptr<QSlider> m_slider;
};

} // namespace vitrine::widgets
