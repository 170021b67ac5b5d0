#pragma once

#include <set>
#include <vector>

#include <QWidget>

#include "engine/values/head_summary.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QTableView;
class QVBoxLayout;

namespace vitrine::widgets {

class HeadFilter;
class HeadTableModel;

/// The statistics of every head: sorted by a click on a column, filtered by a least value. The
/// check box of a head switches it off.
class HeadTable : public QWidget {
    Q_OBJECT

public:
    explicit HeadTable(QWidget* parent);

    /// Forgets all statistics.
    void setModel(int layers, int heads);
    void setStatistics(const HeadIndex& head, const HeadStatistics& statistics);
    void setSwitchedOff(const std::set<HeadIndex>& heads);
    /// Emits nothing.
    void setSelected(const HeadIndex& head);
    /// Heads as the table lists them.
    std::vector<HeadIndex> shownHeads() const;
    bool isByLayer() const;
    /// For export.
    const QAbstractItemModel* table() const;

Q_SIGNALS:
    void headSelected(const vitrine::HeadIndex& head);
    void headSwitched(const vitrine::HeadIndex& head);
    /// Another order or another filter: see shownHeads().
    void shownChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyFilter();
    void retranslate();
    void fitColumns();
    void applyTheme();

    parented_ptr<HeadTableModel> m_model;
    parented_ptr<HeadFilter> m_filter;
    parented_ptr<QVBoxLayout> m_layout;
    parented_ptr<QTableView> m_view;
    parented_ptr<QWidget> m_filterRow;
    parented_ptr<QComboBox> m_statistic;
    parented_ptr<QLabel> m_atLeast;
    parented_ptr<QDoubleSpinBox> m_least;
};

} // namespace vitrine::widgets
