#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "app/pages/library_row.h"
#include "widgets/common/parented_ptr.h"

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace vitrine::widgets {
class SegmentedControl;
}

namespace vitrine::app {

/// All models in sections, with a search and a choice of what is here and what can be had.
class ModelList : public QWidget {
    Q_OBJECT
public:
    explicit ModelList(QWidget* parent);

    /// The chosen model stays chosen where it is still there.
    void setRows(std::vector<LibraryRow> rows);
    /// Marks a model without telling of it; nothing where it is not listed.
    void choose(const LibraryRow& row);
    const std::optional<LibraryRow>& chosen() const { return m_chosen; }

Q_SIGNALS:
    void rowChosen(const vitrine::app::LibraryRow& row);
    /// By a double click or the return key.
    void rowActivated(const vitrine::app::LibraryRow& row);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Show { All, HereOnly, AvailableOnly };

    void fill();
    void showTexts();
    bool isShown(const LibraryRow& row) const;
    void addHeading(LibraryRow::Section section);
    void addRow(int index);
    std::optional<LibraryRow> rowOf(const QListWidgetItem* item) const;
    void retranslate();

    std::vector<LibraryRow> m_rows;
    std::optional<LibraryRow> m_chosen;
    widgets::parented_ptr<QLineEdit> m_search;
    widgets::parented_ptr<widgets::SegmentedControl> m_show;
    widgets::parented_ptr<QListWidget> m_list;
};

} // namespace vitrine::app
