#pragma once

#include <vector>

#include <QColor>
#include <QFont>
#include <QStringList>
#include <QWidget>

class QCustomPlot;

namespace vitrine::widgets {

/// One line of a plot. NaN breaks it.
struct Curve {
    QString name; ///< in the legend
    std::vector<double> x; ///< increasing
    std::vector<double> y;
    QColor color;
    Qt::PenStyle style = Qt::SolidLine; ///< curves differ in it too, not by colour alone
    bool marked = false; ///< drawn thicker, with its points
};

/// How a plot looks; plots know no theme.
struct PlotStyle {
    QColor text;
    QColor line; ///< axes and grid
    QColor selection;
    QFont font;
    double lineWidth = 1.5; ///< pixels
};

/// Curves over one axis. The wheel zooms at the pointer, dragging pans, a double click shows all; a
/// click chooses a place on the x axis.
class CurvePlot : public QWidget {
    Q_OBJECT

public:
    explicit CurvePlot(QWidget* parent);

    void setStyle(const PlotStyle& style);
    void setAxes(const QString& x, const QString& y);
    /// Ticks of the x axis at whole numbers only: layers, tokens.
    void setWholeNumbers(bool whole);
    /// What stands at 0, 1, 2, … on the x axis instead of numbers; empty for numbers.
    void setPlaceNames(const QStringList& names);
    void setCurves(const std::vector<Curve>& curves);
    /// The same curves, longer by now: a place that the user has zoomed to stays in view.
    void updateCurves(const std::vector<Curve>& curves);
    /// Values by powers of ten; what is not above 0 is not drawn.
    void setLogarithmic(bool logarithmic);
    /// A vertical line; NaN for none.
    void setMarker(double x);
    void paint(QPainter& painter, const QSize& size) const;

Q_SIGNALS:
    void placeChosen(double x);
    /// The pointer is over this place of the x axis.
    void placePointed(double x);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void draw(const std::vector<Curve>& curves);
    void restyle();
    void showAll();
    void wrapLegend();
    void fitYAxis();

    QCustomPlot* m_plot; ///< a child
    PlotStyle m_style;
    QString m_yName;
    std::vector<Curve> m_curves;
    bool m_placed = false; ///< the user has zoomed or panned
    double m_marker;
};

} // namespace vitrine::widgets
