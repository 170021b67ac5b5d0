#pragma once

#include <QWidget>

#include <filesystem>
#include <vector>

#include "app/jobs/latest_request.h"
#include "app/workspace/run_record.h"
#include "engine/values/weight_change.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QLabel;

namespace vitrine::widgets {
class Figure;
class MatrixView;
class NumberTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// How far fine-tuning has moved each matrix of a model, layer by layer.
class ChangePanel : public QWidget {
    Q_OBJECT
public:
    explicit ChangePanel(QWidget* parent);

    /// Null for none. Measures when it shows, and again when the run has moved on.
    void setRun(const RunRecord* run);
    const std::vector<WeightChange>& changes() const { return m_changes; }
    const widgets::Figure* figure() const;
    const QAbstractItemModel* table() const;

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void measure();
    void show();
    void retranslate();

    std::filesystem::path m_base; ///< empty where there is none
    std::filesystem::path m_model;
    bool m_isNew = false; ///< the run began with no model
    std::vector<WeightChange> m_changes;
    QString m_problem;
    JobQueue m_queue;
    LatestRequest m_measuring{m_queue};
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<widgets::MatrixView> m_matrix;
    widgets::parented_ptr<widgets::NumberTable> m_table;
};

} // namespace vitrine::app
