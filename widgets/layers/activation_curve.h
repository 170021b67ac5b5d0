#pragma once

#include <vector>

#include <QWidget>

#include "engine/values/activation.h"
#include "widgets/common/figure.h"

namespace vitrine::widgets {

/// The curve of an activation function with a layer's pre-activations as points on it.
class ActivationCurve : public QWidget, public Figure {
    Q_OBJECT

public:
    explicit ActivationCurve(QWidget* parent);

    void setActivation(Activation activation);
    /// One for each neuron, before the function.
    void setPoints(std::vector<float> inputs);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override { return size(); }
    void paintFigure(QPainter& painter, const QSize& size) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    Activation m_activation = Activation::GeluTanh;
    std::vector<float> m_points;
};

} // namespace vitrine::widgets
