#pragma once

#include <QWidget>

#include <filesystem>
#include <optional>
#include <vector>

#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "app/workspace/model_measure.h"
#include "app/workspace/model_shelf.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace vitrine::widgets {
class SegmentedControl;
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

class PerplexityCurves;

/// Perplexity of a file under every model, and what it depends on.
class MeasureCard : public QWidget, public widgets::Figure {
    Q_OBJECT
public:
    MeasureCard(ModelShelf& shelf, QWidget* parent);

    void measure(const std::filesystem::path& file);
    const QAbstractItemModel* table() const;
    /// What is seen: the models' numbers, then PerplexityCurves::Over.
    int view() const;
    void setView(int view);
    /// The choice between the views, for the header.
    QWidget* kinds();
    PerplexityCurves& curves() { return *m_curves; }
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void viewChanged();
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void choose();
    void take(FileMeasure measure);
    QString note() const;
    void refresh();
    void fill();
    void retranslate();
    void applyTheme();

    ModelShelf& m_shelf;
    JobQueue m_queue; ///< a file takes longer than the questions of the other cards
    LatestRequest m_request{m_queue};
    std::optional<FrameRelay<FileMeasure>> m_relay;
    std::vector<ComparedModel> m_models; ///< that the measure is of
    FileMeasure m_measure;
    QString m_file; ///< its name
    widgets::parented_ptr<widgets::SegmentedControl> m_kind;
    widgets::parented_ptr<QPushButton> m_choose;
    widgets::parented_ptr<QPushButton> m_stop;
    widgets::parented_ptr<QProgressBar> m_progress;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<QStackedWidget> m_pages;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
    widgets::parented_ptr<PerplexityCurves> m_curves;
};

} // namespace vitrine::app
