#pragma once

#include <QWidget>

#include <filesystem>
#include <vector>

#include "app/jobs/latest_request.h"
#include "app/workspace/model_measure.h"
#include "app/workspace/model_shelf.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QLabel;
class QPushButton;
class QTableView;

namespace vitrine::widgets {
class CurvePlot;
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// Perplexity of a file under every model, and over order and smoothing of the counts at hand.
class MeasureCard : public QWidget, public widgets::Figure {
    Q_OBJECT
public:
    MeasureCard(ModelShelf& shelf, JobQueue& queue, QWidget* parent);

    void measure(const std::filesystem::path& file);
    const QAbstractItemModel* table() const;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void choose();
    void fill();
    void fillCurves();
    void retranslate();
    void applyTheme();

    ModelShelf& m_shelf;
    LatestRequest m_request;
    std::vector<ComparedModel> m_models; ///< that the measure is of
    FileMeasure m_measure;
    widgets::parented_ptr<QPushButton> m_choose;
    widgets::parented_ptr<QPushButton> m_stop;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
    widgets::parented_ptr<widgets::CurvePlot> m_plot;
};

} // namespace vitrine::app
