#pragma once

#include <vector>

#include <QString>

#include "widgets/common/scrolled_figure.h"

namespace vitrine::widgets {

class Theme;

/// Named probabilities as bars: labels, tags, answers. A click, or Return on the row that the arrow
/// keys move, chooses one.
class LabelBars : public ScrolledFigure {
    Q_OBJECT

public:
    struct Row {
        QString name;
        double probability = 0; ///< 0 to 1
        QString tip{}; ///< instead of name and probability
        bool operator==(const Row&) const = default;
    };

    explicit LabelBars(QWidget* parent);

    /// The first is chosen.
    void setRows(std::vector<Row> rows);
    const std::vector<Row>& rows() const { return m_rows; }
    /// Does not emit rowChosen.
    void setChosen(int row);
    int chosen() const { return m_chosen; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void rowChosen(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void relayout() override;
    void retranslate() override;
    QString tooltipAt(const QPointF& place) const override;

private:
    int rowHeight() const;
    int nameWidth(int width) const;
    int rowAt(const QPointF& place) const;
    QString tipOf(int row) const;
    void choose(int row);
    void paintRow(QPainter& painter, const Theme& theme, int row, int width) const;

    std::vector<Row> m_rows;
    int m_chosen = 0;
};

} // namespace vitrine::widgets
