//! What the path of an output names: a file, or what must not be replaced by one.

use std::fs::{File, OpenOptions, Permissions};
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// What is written to.
#[derive(Debug, Clone)]
pub(crate) enum Destination {
    /// A file. It is written as `part`, which becomes it when it is complete.
    File {
        part: PathBuf,
        path: PathBuf,
        /// Those of the file that is replaced.
        permissions: Option<Permissions>,
    },
    /// A device or a pipe, which is written as it is.
    Stream(PathBuf),
}

impl Destination {
    /// Judges a path before there is anything to write.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let is_folder = path.as_os_str().to_string_lossy().ends_with(['/', MAIN_SEPARATOR]);
        let permissions = match std::fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !is_folder => None,
            Err(error) => return Err(error),
            Ok(there) if there.is_dir() => {
                return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name a file"));
            }
            Ok(there) if there.is_file() => {
                // Whoever may not write it may not replace it either.
                OpenOptions::new().write(true).open(path)?;
                Some(there.permissions())
            }
            Ok(_) => return Ok(Self::Stream(path.to_owned())),
        };
        let path = followed(path);
        Ok(Self::File { part: beside(&path, ".part"), path, permissions })
    }

    /// Whether a file of one is a file of the other.
    pub(super) fn shares_a_file_with(&self, other: &Self) -> bool {
        let others = other.files();
        self.files().iter().any(|file| others.contains(file))
    }

    /// Its files, in one spelling.
    fn files(&self) -> Vec<PathBuf> {
        let Self::File { part, path, .. } = self else { return Vec::new() };
        let spelled = |path: &PathBuf| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
            folder.join(path.file_name().unwrap_or_default())
        };
        [part, path].map(spelled).into()
    }
}

/// Gives a file the permissions of the one that it will replace.
pub(super) fn permit(file: &File, permissions: Option<&Permissions>) -> io::Result<()> {
    match permissions {
        Some(permissions) if file.metadata()?.permissions() != *permissions => {
            file.set_permissions(permissions.clone())
        }
        _ => Ok(()),
    }
}

/// Where a path leads: links are followed, also one to a file that is not there yet.
fn followed(path: &Path) -> PathBuf {
    match std::fs::read_link(path) {
        Ok(link) => followed(&path.with_file_name("").join(link)),
        Err(_) => path.to_owned(),
    }
}

/// The path with more at the end of its name.
fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(more);
    path.with_file_name(name)
}

/// A name for the rest of what is in the file: `banned.rest.csv` beside `banned.csv`.
pub(super) fn rest(path: &Path) -> PathBuf {
    let stem = path.with_extension("");
    let rest = beside(&stem, ".rest");
    match path.extension() {
        Some(extension) => beside(&rest, &format!(".{}", extension.display())),
        None => rest,
    }
}
