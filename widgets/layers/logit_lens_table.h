#pragma once

#include <QTableView>
#include <QTimer>

#include "engine/values/logit_lens.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/layers/logit_lens_model.h"

namespace vitrine::widgets {

/// The logit lens: for each token what every layer would say, coloured by probability. It asks for
/// the columns in sight only, so that it works for a text of any length.
class LogitLensTable : public QTableView, public Figure {
    Q_OBJECT

public:
    explicit LogitLensTable(QWidget* parent);

    /// A new text or model; the columns in sight are asked for.
    void reset(int depths, const QStringList& tokens);
    void addColumns(const LogitLens& lens);
    void setMeasure(LogitLensModel::Measure measure);
    /// Does not emit cellSelected.
    void setSelectedCell(int depth, int column);
    const QAbstractItemModel* table() const;
    const LogitLensCell* cell(int depth, int column) const { return m_model->cell(depth, column); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    /// Columns in sight that are not known yet, once scrolling rests.
    void columnsWanted(int first, int count);
    void cellSelected(int depth, int column);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void askSoon();
    void ask();
    void applyTheme();
    void retranslate();

    parented_ptr<LogitLensModel> m_model;
    QTimer m_ask; ///< while scrolling
    bool m_following = false; ///< a selection that comes from outside
};

} // namespace vitrine::widgets
