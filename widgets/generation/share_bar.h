#pragma once

#include <optional>

#include <QString>
#include <QWidget>

#include "widgets/common/figure.h"

namespace vitrine::widgets {

/// How a whole is divided between two answers: one bar, with the name and the share of both beneath
/// its ends.
class ShareBar : public QWidget, public Figure {
    Q_OBJECT

public:
    explicit ShareBar(QWidget* parent);

    /// The first answer's share, 0 to 1; unset while it is not known.
    void setShare(std::optional<double> share);
    void setNames(const QString& first, const QString& second);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();

    std::optional<double> m_share;
    QString m_first;
    QString m_second;
};

} // namespace vitrine::widgets
