#pragma once

#include <QTimer>
#include <QWidget>

#include "app/jobs/latest_request.h"
#include "app/pages/ngram_table_model.h"
#include "app/workspace/model_shelf.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QLineEdit;
class QSpinBox;
class QTableView;

namespace vitrine::app {

/// All n-grams of the counts at hand: by order, sorted by a click on a header, searched as the user
/// types. Sorting and searching run in the background.
class NgramTableCard : public QWidget {
    Q_OBJECT
public:
    NgramTableCard(ModelShelf& shelf, QWidget* parent);

    const QAbstractItemModel* table() const { return m_table; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void follow();
    void find();
    void retranslate();

    ModelShelf& m_shelf;
    JobQueue m_queue; ///< its work is longer than that of the other cards
    LatestRequest m_request{m_queue};
    QTimer m_soon; ///< while the user types
    NgramQuery m_query;
    widgets::parented_ptr<QSpinBox> m_order;
    widgets::parented_ptr<QLineEdit> m_search;
    widgets::parented_ptr<QLabel> m_found;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<NgramTableModel> m_table;
};

} // namespace vitrine::app
