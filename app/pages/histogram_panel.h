#pragma once

#include <QWidget>

#include "engine/values/training_probe.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QLabel;

namespace vitrine::widgets {
class Figure;
class MatrixView;
class NumberTable;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

/// Of which size the weights of each layer are at one step, or their gradients: a row for each
/// part of the network, a column for each magnitude.
class HistogramPanel : public QWidget {
    Q_OBJECT
public:
    explicit HistogramPanel(QWidget* parent);

    /// Null for none.
    void setProbe(const TrainingProbe* probe);
    const widgets::Figure* figure() const;
    const QAbstractItemModel* table() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    const MagnitudeHistogram* histogramOf(const LayerHistograms& part) const;
    void show();
    void fillTable();
    void retranslate();

    std::vector<LayerHistograms> m_parts;
    widgets::parented_ptr<widgets::SegmentedControl> m_kind;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<widgets::MatrixView> m_matrix;
    widgets::parented_ptr<widgets::NumberTable> m_table;
};

} // namespace vitrine::app
