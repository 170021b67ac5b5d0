#pragma once

#include <QWidget>

#include <optional>

#include "engine/values/training_preview.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QLabel;
class QStackedWidget;
class QTableView;

namespace vitrine::widgets {
class SegmentedControl;
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

class ExampleView;

/// What a job would learn from: the rows as they were read, what the model is given of them, and
/// which rows cannot be used as they are.
class DataPreview : public QWidget {
    Q_OBJECT
public:
    enum View { Rows, Examples, Problems };

    explicit DataPreview(QWidget* parent);

    /// A new one is on its way; the one that is there is of other data.
    void setWaiting();
    void setPreview(const TrainingPreview& preview);
    /// Why there is none.
    void setFault(const QString& sentence);
    /// "163 examples to learn from, 41 to measure on"; empty where there is no preview.
    QString summary() const;
    /// Of the view that is shown.
    const QAbstractItemModel* table() const;
    void showView(View view);

Q_SIGNALS:
    void tableChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void show();
    void fillRows();
    void fillProblems();
    void retranslate();
    void applyTheme();

    std::optional<TrainingPreview> m_preview;
    QString m_fault;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<widgets::SegmentedControl> m_view;
    widgets::parented_ptr<QStackedWidget> m_views;
    widgets::parented_ptr<QTableView> m_rowsView;
    widgets::parented_ptr<widgets::TextTable> m_rows;
    widgets::parented_ptr<ExampleView> m_examples;
    widgets::parented_ptr<QTableView> m_problemsView;
    widgets::parented_ptr<widgets::TextTable> m_problems;
};

} // namespace vitrine::app
