#pragma once

#include <QString>
#include <QWidget>

#include "widgets/common/figure.h"

namespace vitrine::widgets {

/// Two vectors as arrows from one point, with the true angle between them: whatever the number of
/// dimensions, two vectors lie in one plane. Their lengths are in the proportion of their norms.
class AngleView : public QWidget, public Figure {
    Q_OBJECT

public:
    explicit AngleView(QWidget* parent);

    struct Arrow {
        QString name;
        double length = 0;
        bool operator==(const Arrow&) const = default;
    };
    /// `degrees` from the first to the second, 0 to 180.
    void setArrows(const Arrow& first, const Arrow& second, double degrees);
    double degrees() const { return m_degrees; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QSize figureSize() const override { return size(); }
    void paintFigure(QPainter& painter, const QSize& size) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();

    Arrow m_first;
    Arrow m_second;
    double m_degrees = 0;
};

} // namespace vitrine::widgets
