#pragma once

#include <functional>

#include <QWidget>

#include "widgets/common/color_scale.h"

namespace vitrine::widgets {

/// What the colours of a figure mean: a name, the lowest value, the scale, the highest value.
class LegendBar : public QWidget {
    Q_OBJECT

public:
    /// `scale` is asked again when the theme changes.
    LegendBar(std::function<ColorScale(const Theme&)> scale, QWidget* parent);

    void setTexts(const QString& name, const QString& low, const QString& high);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    std::function<ColorScale(const Theme&)> m_scale;
    QString m_name;
    QString m_low;
    QString m_high;
};

} // namespace vitrine::widgets
